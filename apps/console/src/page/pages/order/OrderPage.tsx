import { type ExplainedField, Order, type OrderJson } from "@huidan/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link, useParams } from "@tanstack/react-router"
import { App, Button } from "antd"
import * as Schema from "effect/Schema"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../../api/access.ts"
import type { OrderView, SourceAnswer } from "../../../api/orders.ts"
import { call } from "../../api/client.ts"
import { isFailure } from "../../api/failure.ts"
import { meQuery, type OrderName, orderKey, orderQuery, sourceQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { Answer, Empty, Failed } from "../../parts/states.tsx"
import { useReasonLabel } from "../../parts/useReasonLabel.ts"
import { Axes } from "./Axes.tsx"
import { OtherFacts, PeopleFacts } from "./Facts.tsx"
import { DiscountList, LineList, ParcelList, RefundList, WarningList } from "./Lists.tsx"
import { MoneyEquation } from "./MoneyEquation.tsx"
import { PointingProvider } from "./pointing.tsx"
import { Source } from "./Source.tsx"
import { Versions } from "./Versions.tsx"

const isOrder = Schema.is(Schema.toEncoded(Order))

interface OrderActionsProps {
  readonly name: OrderName
  readonly view: OrderView
  readonly isRevealed: boolean
  readonly show: (order: OrderJson | null) => void
}

const OrderActions = ({ isRevealed, name, show, view }: OrderActionsProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [isAsking, setAsking] = useState(false)
  const queries = useQueryClient()
  const { data: me } = useQuery(meQuery)
  const refresh = useMutation({
    mutationFn: () => call(({ orders }) => orders.refresh({ params: name })),
    onSuccess: async ({ isChanged }) => {
      await queries.invalidateQueries({ queryKey: orderKey(name) })
      void message.success(t(isChanged ? "order.refreshed" : "order.unchanged"))
    }
  })
  const reveal = useMutation({
    mutationFn: () => call(({ orders }) => orders.reveal({ params: name })),
    gcTime: 0,
    onSuccess: ({ order }) => {
      if (isOrder(order)) show(order)
    }
  })
  if (me === undefined) return null
  return (
    <>
      {hasRole(me.role, "operator") && (
        <Button loading={refresh.isPending} onClick={() => refresh.mutate()}>
          {t("order.refresh")}
        </Button>
      )}
      {hasRole(me.role, "revealer") && view.texts === "encrypted" && (
        <Button loading={reveal.isPending} onClick={isRevealed ? () => show(null) : () => setAsking(true)}>
          {t(isRevealed ? "order.hide" : "order.reveal")}
        </Button>
      )}
      <Dialog title={t("order.reveal")} isOpen={isAsking} close={() => setAsking(false)}>
        <div className="stack">
          <p>{t("order.revealLead")}</p>
          <div className="row">
            <Button
              type="primary"
              onClick={() => {
                setAsking(false)
                reveal.mutate()
              }}
            >
              {t("action.confirm")}
            </Button>
          </div>
        </div>
      </Dialog>
      {(refresh.isError || reveal.isError) && <Failed error={refresh.error ?? reveal.error} />}
    </>
  )
}

const Notices = ({ isRevealed, view }: { readonly view: OrderView; readonly isRevealed: boolean }) => {
  const { t } = useTranslation()
  const reasonLabel = useReasonLabel()
  return (
    <>
      {isRevealed && (
        <p className="notice notice-bad" role="status">
          {t("order.revealed")}
        </p>
      )}
      {view.wanted !== null && view.parked === null && <p className="notice">{t("order.wanted")}</p>}
      {view.parked !== null && (
        <p className="notice notice-bad">{t("order.parked", { reason: reasonLabel(view.parked) })}</p>
      )}
      {view.row.gone !== null && <p className="notice">{t("order.gone", { time: timeText(view.row.gone) })}</p>}
      {(view.texts === "forgotten" || view.texts === "expired") && <p className="notice">{t(`order.${view.texts}`)}</p>}
    </>
  )
}

/** How many fields an answer explains; −1 if it is gone. */
const explained = ({ kept }: SourceAnswer): number => kept?.fields.length ?? -1

/** Where each field of the order comes from, as far as the answer says. */
const fieldsOf = (answer: SourceAnswer | undefined): ReadonlyArray<ExplainedField> => {
  if (answer === undefined || answer.kept === null) return []
  const { fields, rules } = answer.kept
  return fields.map((field) => ({ ...field, rule: rules[field.rule] ?? "" }))
}

interface OrderBodyProps {
  readonly name: OrderName
  readonly view: OrderView
  readonly order: OrderJson
  readonly isRevealed: boolean
}

const OrderBody = ({ isRevealed, name, order, view }: OrderBodyProps) => {
  const { t } = useTranslation()
  const source = useQuery(sourceQuery(name, null))
  const [operation, setOperation] = useState<string | null>(null)
  const answers = source.data?.answers ?? []
  // An answer that explains more fields is more useful to look at.
  const [best] = answers.toSorted((first, second) => explained(second) - explained(first))
  const listed = answers.find((each) => each.operation === operation) ?? best
  // Beside the others there was no room for all of it.
  const isPart = listed !== undefined && (listed.isTooLarge || listed.kept?.isCut === true)
  const alone = useQuery({ ...sourceQuery(name, listed?.operation ?? null), enabled: isPart })
  const chosen = alone.data?.answers.find((each) => each.operation === listed?.operation) ?? listed
  const fields = useMemo(() => fieldsOf(chosen), [chosen])
  return (
    <PointingProvider fields={fields}>
      <div className="order-grid">
        <div className="stack">
          <Notices view={view} isRevealed={isRevealed} />
          <Section title={t("order.states")}>
            <Axes order={order} />
          </Section>
          <Section title={t("order.money")}>
            <MoneyEquation amounts={order.amounts} />
          </Section>
          <Section title={t("order.lines")}>
            <LineList order={order} />
          </Section>
          <Section title={t("order.parcels")}>
            <ParcelList order={order} />
          </Section>
          <Section title={t("order.discounts")}>
            <DiscountList order={order} />
          </Section>
          <Section title={t("order.refunds")}>
            <RefundList order={order} />
          </Section>
          <Section title={t("order.people")}>
            <PeopleFacts order={order} />
          </Section>
          <Section title={t("order.facts")}>
            <OtherFacts order={order} />
          </Section>
          {order.warnings.length > 0 && (
            <Section title={t("order.warnings")}>
              <WarningList order={order} />
            </Section>
          )}
          <Section title={t("order.history")}>
            <Versions name={name} currency={order.amounts.currency} versions={view.versions} />
          </Section>
        </div>
        <div className="order-beside">
          <Section title={t("order.answer")}>
            <Answer of={source}>{() => <Source answers={answers} chosen={chosen} choose={setOperation} />}</Answer>
          </Section>
        </div>
      </div>
    </PointingProvider>
  )
}

/** An order with its private texts, and the version that it is of: a later one is masked again. */
interface Revealed {
  readonly version: number | undefined
  readonly order: OrderJson
}

/** One order, with where each of its fields comes from. */
export const OrderPage = () => {
  const { t } = useTranslation()
  const name = useParams({ from: "/inside/orders/$platform/$shopId/$orderId" })
  const answer = useQuery(orderQuery(name))
  const [revealed, setRevealed] = useState<Revealed | null>(null)
  const version = answer.data?.row.version
  const plain = revealed !== null && revealed.version === version ? revealed.order : null
  const order = plain ?? answer.data?.order
  return (
    <Page
      title={t("page.order", { number: name.orderId })}
      lead={<Link to="/orders">{t("order.back")}</Link>}
      actions={
        answer.data !== undefined && (
          <OrderActions
            name={name}
            view={answer.data}
            isRevealed={plain !== null}
            show={(shown) => setRevealed(shown === null ? null : { version, order: shown })}
          />
        )
      }
    >
      {isFailure(answer.error, "NotFound") ? (
        <Empty title={t("order.missing")}>
          <p>{t("order.missingNext")}</p>
          <Link to="/why">{t("orders.askWhy")}</Link>
        </Empty>
      ) : (
        <Answer of={answer}>
          {(view) =>
            isOrder(order) ? (
              <OrderBody name={name} view={view} order={order} isRevealed={plain !== null} />
            ) : (
              <Failed error={null} />
            )
          }
        </Answer>
      )}
    </Page>
  )
}
