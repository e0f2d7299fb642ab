import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { App, Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../../api/access.ts"
import type { ShopView } from "../../../api/shops.ts"
import { call } from "../../api/client.ts"
import { jobsQuery, meQuery, shopsQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { useSpanText } from "../../format/useSpanText.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { Reason } from "../../parts/Reason.tsx"
import { PlatformName, useShopNames } from "../../parts/ShopName.tsx"
import { Failed } from "../../parts/states.tsx"
import { PeriodDialog, type PeriodKind } from "./PeriodDialog.tsx"
import { FullestQuota, Quotas } from "./Quotas.tsx"

interface ShopProps {
  readonly shop: ShopView
}

/** What an operator can do with a shop. */
const ShopActions = ({ shop }: ShopProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [dialog, setDialog] = useState<PeriodKind | null>(null)
  const params = { platform: shop.platform, shopId: shop.shopId }
  const done = async (text: string) => {
    void message.success(text)
    await Promise.all(
      [shopsQuery.queryKey, jobsQuery.queryKey, ["overview"]].map((queryKey) => queries.invalidateQueries({ queryKey }))
    )
  }
  const sync = useMutation({
    mutationFn: () => call(({ shops }) => shops.sync({ params })),
    onSuccess: () => done(t("shops.syncStarted"))
  })
  const pause = useMutation({
    mutationFn: () => call(({ shops }) => (shop.paused ? shops.resume({ params }) : shops.pause({ params }))),
    onSuccess: () => done(t(shop.paused ? "shops.resumeDone" : "shops.pauseDone"))
  })
  const error = sync.error ?? pause.error
  const readsPeriods = shop.door?.backfillsBy !== null && shop.door !== null
  return (
    <>
      <div className="row">
        {shop.door !== null && (
          <Button type="primary" loading={sync.isPending} disabled={shop.paused} onClick={() => sync.mutate()}>
            {t("shops.syncNow")}
          </Button>
        )}
        {readsPeriods && (
          <>
            <Button aria-haspopup="dialog" onClick={() => setDialog("backfill")}>
              {t("shops.backfill")}
            </Button>
            <Button aria-haspopup="dialog" onClick={() => setDialog("reconcile")}>
              {t("shops.reconcile")}
            </Button>
          </>
        )}
        {shop.name !== null && (
          <Button loading={pause.isPending} onClick={() => pause.mutate()}>
            {t(shop.paused ? "shops.resume" : "shops.pause")}
          </Button>
        )}
      </div>
      {error !== null && <Failed error={error} />}
      <PeriodDialog kind={dialog ?? "backfill"} shop={shop} isOpen={dialog !== null} close={() => setDialog(null)} />
    </>
  )
}

const ShopTags = ({ shop }: ShopProps) => {
  const { t } = useTranslation()
  return (
    <span className="row">
      {shop.paused && <span className="tag tag-quiet">{t("shops.paused")}</span>}
      {shop.name === null && <span className="tag tag-quiet">{t("shops.unconfigured")}</span>}
      {shop.authorisation === "dead" && <span className="tag tag-bad">{t("shops.dead")}</span>}
    </span>
  )
}

const ShopFacts = ({ shop }: ShopProps) => {
  const { t } = useTranslation()
  const spanText = useSpanText()
  return (
    <dl className="facts">
      <dt>{t("shops.rightAsOf")}</dt>
      <dd>
        {shop.rightAsOf !== null
          ? timeText(shop.rightAsOf)
          : t(shop.door !== null && shop.door.listsBy === null ? "shops.doorless" : "shops.never")}
      </dd>
      {shop.lag !== null && (
        <>
          <dt>{t("shops.lag")}</dt>
          <dd>{spanText(shop.lag)}</dd>
        </>
      )}
      <dt>{t("shops.authorisation")}</dt>
      <dd>
        {t(shop.authorisation === "ok" ? "shops.authorised" : "shops.dead")}
        {shop.authorisationEnds !== null && ` · ${t("shops.ends", { time: timeText(shop.authorisationEnds) })}`}
      </dd>
      <dt>{t("shops.wants")}</dt>
      <dd>{shop.wants}</dd>
      <dt>{t("shops.parked")}</dt>
      <dd>{shop.parked}</dd>
      <dt>{t("shops.quarantined")}</dt>
      <dd>{shop.quarantined === 0 ? 0 : <Link to="/quarantine">{shop.quarantined}</Link>}</dd>
      <FullestQuota quotas={shop.quotas} />
      {shop.error !== null && (
        <>
          <dt>{t("shops.error")}</dt>
          <dd>
            <Reason tag={shop.error} message={shop.errorMessage} />
            {shop.errorAt !== null && <p className="muted">{timeText(shop.errorAt)}</p>}
          </dd>
        </>
      )}
    </dl>
  )
}

const isNamed = (lane: string): lane is "live" | "backfill" | "reconcile" =>
  lane === "live" || lane === "backfill" || lane === "reconcile"

const Lanes = ({ shop }: ShopProps) => {
  const { t } = useTranslation()
  return (
    <DataTable
      label={t("shops.lanes")}
      rows={shop.lanes}
      rowKey={({ lane }) => lane}
      columns={[
        {
          name: "lane",
          heading: t("shops.lane"),
          isRowHeading: true,
          cell: ({ lane }) => (isNamed(lane) ? t(`shops.laneNames.${lane}`) : lane)
        },
        {
          name: "covers",
          heading: t("shops.covers"),
          cell: ({ settled, since }) =>
            since === null || settled === null ? t("shops.never") : `${timeText(since)} – ${timeText(settled)}`
        },
        {
          name: "cursor",
          heading: t("shops.cursor"),
          cell: ({ cursor }) => <span className="mono">{cursor ?? "—"}</span>
        }
      ]}
    />
  )
}

/** One shop: how far it is, what is wrong, and what can be done. */
export const ShopCard = ({ shop }: ShopProps) => {
  const { t } = useTranslation()
  const nameOf = useShopNames()
  const { data: me } = useQuery(meQuery)
  return (
    <section className="card stack" aria-label={nameOf(shop)}>
      <div className="card-head">
        <div>
          <h2>{nameOf(shop)}</h2>
          <p className="muted">
            <PlatformName platform={shop.platform} /> · {shop.shopId}
          </p>
        </div>
        <ShopTags shop={shop} />
      </div>
      {shop.unopened !== null && (
        <div className="notice notice-bad">
          <strong>{t("shops.unopened")}</strong>
          <Reason tag={shop.unopened.reason} message={`${shop.unopened.message} ${shop.unopened.advice}`} />
        </div>
      )}
      <ShopFacts shop={shop} />
      {shop.lanes.length > 0 && (
        <details>
          <summary>{t("shops.lanes")}</summary>
          <Lanes shop={shop} />
        </details>
      )}
      {shop.quotas.length > 0 && <Quotas quotas={shop.quotas} />}
      <Link to="/orders" search={{ platform: shop.platform, shopId: shop.shopId }}>
        {t("shops.orders")}
      </Link>
      {me !== undefined && hasRole(me.role, "operator") && <ShopActions shop={shop} />}
    </section>
  )
}
