import { useMutation, useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { App, Button, Input } from "antd"
import { type FormEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../../api/access.ts"
import type { WhyAnswer } from "../../../api/why.ts"
import { call } from "../../api/client.ts"
import { meQuery, shopsQuery } from "../../api/queries.ts"
import { instantOf } from "../../format/time.ts"
import { Original } from "../../parts/Original.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { useShopNames } from "../../parts/ShopName.tsx"
import { Empty, Failed } from "../../parts/states.tsx"
import { WhyFacts } from "./WhyFacts.tsx"

interface Asked {
  readonly number: string
  readonly platform?: string
  readonly shopId?: string
  /** When the order was created, in Unix milliseconds. */
  readonly created?: number
}

interface WhyCardProps {
  readonly answer: WhyAnswer
  readonly number: string
  readonly askAgain: () => void
}

const storedReasons: ReadonlySet<WhyAnswer["reason"]> = new Set(["here", "forgotten", "expired", "gone"])

const isStored = (reason: WhyAnswer["reason"]) => storedReasons.has(reason)

const isReadable = (action: WhyAnswer["action"]) =>
  action === "sync the order now" || action === "name the order" || action === "wait"

/** The answer for one shop, with the one thing to do. */
const WhyCard = ({ answer, askAgain, number }: WhyCardProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const nameOf = useShopNames()
  const { data: me } = useQuery(meQuery)
  const { action, advice, isCertain, orderId, reason, shop } = answer
  const refresh = useMutation({
    mutationFn: (params: { readonly platform: string; readonly shopId: string; readonly orderId: string }) =>
      call(({ orders }) => orders.refresh({ params })),
    onSuccess: ({ isChanged }) => {
      void message.success(t(isChanged ? "order.refreshed" : "order.unchanged"))
      askAgain()
    }
  })
  const known = shop === null || orderId === null ? null : { ...shop, orderId }
  // Where orders are read only if somebody names them, the number is taken as it was given.
  const named = shop !== null && action === "name the order" ? { ...shop, orderId: number } : null
  const order = known ?? named
  return (
    <Section title={shop === null ? t("why.answer") : nameOf(shop)}>
      <dl className="facts">
        <dt>{t(isCertain ? "why.sure" : "why.maybe")}</dt>
        <dd>
          <strong>{t(`why.reasons.${reason}`)}</strong>
        </dd>
        <dt>{t("why.todo")}</dt>
        <dd>{t(`why.actions.${action}`)}</dd>
        <WhyFacts answer={answer} />
      </dl>
      <Original text={`${answer.message} ${advice}`} />
      <p className="row">
        {known !== null && isStored(reason) && (
          <Link to="/orders/$platform/$shopId/$orderId" params={known}>
            {t("why.open")}
          </Link>
        )}
        {order !== null && isReadable(action) && me !== undefined && hasRole(me.role, "operator") && (
          <Button type="primary" loading={refresh.isPending} onClick={() => refresh.mutate(order)}>
            {t("why.syncNow")}
          </Button>
        )}
        {action === "replay the quarantine" && <Link to="/quarantine">{t("why.goQuarantine")}</Link>}
        {(action === "backfill" || action === "renew the authorisation") && <Link to="/shops">{t("why.goShops")}</Link>}
      </p>
      {refresh.isError && <Failed error={refresh.error} />}
    </Section>
  )
}

/** One number in, the reason why the order is not here out. */
export const WhyPage = () => {
  const { t } = useTranslation()
  const [number, setNumber] = useState("")
  const [shop, setShop] = useState("")
  const [created, setCreated] = useState("")
  const numberId = useId()
  const nameOf = useShopNames()
  const { data } = useQuery(shopsQuery)
  const ask = useMutation({ mutationFn: (asked: Asked) => call(({ why }) => why.ask({ payload: asked })) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const trimmed = number.trim()
    const slash = shop.indexOf("/")
    if (trimmed === "") return
    const at = instantOf(created)
    ask.mutate({
      number: trimmed,
      ...(at === null ? {} : { created: at }),
      ...(slash < 0 ? {} : { platform: shop.slice(0, slash), shopId: shop.slice(slash + 1) })
    })
  }
  const { variables } = ask
  return (
    <Page title={t("page.why")} lead={t("why.lead")}>
      <div className="stack">
        <form className="card row" onSubmit={submit}>
          <div className="field grow">
            <label htmlFor={numberId}>{t("why.number")}</label>
            <Input
              id={numberId}
              value={number}
              maxLength={200}
              autoComplete="off"
              onChange={({ target }) => setNumber(target.value)}
            />
          </div>
          <label className="field">
            <span className="field-name">{t("why.shop")}</span>
            <select className="native" value={shop} onChange={({ target }) => setShop(target.value)}>
              <option value="">{t("why.anyShop")}</option>
              {data?.shops.map(({ platform, shopId }) => (
                <option key={`${platform}/${shopId}`} value={`${platform}/${shopId}`}>
                  {nameOf({ platform, shopId })}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span className="field-name">{t("why.created")}</span>
            <input
              className="native"
              type="datetime-local"
              value={created}
              onChange={({ target }) => setCreated(target.value)}
            />
          </label>
          <Button type="primary" htmlType="submit" loading={ask.isPending}>
            {t("why.submit")}
          </Button>
        </form>
        <div className="stack" aria-live="polite">
          {ask.isError && <Failed error={ask.error} />}
          {ask.data?.answers.length === 0 && (
            <Empty title={t("shops.empty")}>
              <p>{t("shops.emptyNext")}</p>
            </Empty>
          )}
          {ask.data?.isCut === true && <p className="notice">{t("why.cut")}</p>}
          {variables !== undefined &&
            ask.data?.answers.map((answer) => (
              <WhyCard
                key={`${answer.shop?.platform}/${answer.shop?.shopId}/${variables.number}`}
                answer={answer}
                number={variables.number}
                askAgain={() => ask.mutate(variables)}
              />
            ))}
        </div>
      </div>
    </Page>
  )
}
