import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import type { DaySum } from "../../../api/overview.ts"
import { attentionQuery, daysQuery, meQuery } from "../../api/queries.ts"
import { moneyText, shareText } from "../../format/money.ts"
import { dayBefore, timeText } from "../../format/time.ts"
import { useSpanText } from "../../format/useSpanText.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { PlatformName } from "../../parts/ShopName.tsx"
import { Answer, Empty } from "../../parts/states.tsx"
import { Checklist } from "../checklist/Checklist.tsx"
import type { OrderSearch } from "../orders/filter.ts"
import { AttentionList } from "./Attention.tsx"
import { DaysChart } from "./DaysChart.tsx"
import { daysBetween, type Measure, platformsOf, type Sum, sumOfDays } from "./sums.ts"

const moneys = (amounts: ReadonlyMap<string, bigint>): string =>
  amounts.size === 0 ? moneyText(0n) : [...amounts].map(([currency, amount]) => moneyText(amount, currency)).join(" · ")

/** What was refunded of what was paid, for each currency. */
const shares = ({ paid, refunded }: Sum): string =>
  [...paid].map(([currency, amount]) => shareText(refunded.get(currency) ?? 0n, amount) ?? "—").join(" · ") || "—"

interface ToOrdersProps {
  readonly search: OrderSearch
  readonly children: ReactNode
}

const ToOrders = ({ children, search }: ToOrdersProps) => (
  <Link to="/orders" search={search}>
    {children}
  </Link>
)

interface FigureProps {
  readonly name: string
  readonly hint?: string
  readonly children: ReactNode
}

const Figure = ({ children, hint, name }: FigureProps) => (
  <div className="card figure">
    <h2>{name}</h2>
    <div className="figure-value">{children}</div>
    {hint !== undefined && <p className="muted">{hint}</p>}
  </div>
)

interface DaysProps {
  readonly days: ReadonlyArray<DaySum>
  readonly from: string
  readonly to: string
}

const Figures = ({ days, from, to }: DaysProps) => {
  const { t } = useTranslation()
  const sum = sumOfDays(days)
  const refunds = { refundedFrom: from, refundedTo: to }
  return (
    <>
      <Figure name={t("overview.orders")} hint={t("overview.ordersHint")}>
        <ToOrders search={{ from, to }}>{sum.orders}</ToOrders>
      </Figure>
      <Figure name={t("overview.paid")} hint={t("overview.paidHint")}>
        <ToOrders search={{ paidFrom: from, paidTo: to }}>{moneys(sum.paid)}</ToOrders>
      </Figure>
      <Figure name={t("overview.refunded")} hint={t("overview.refundHint")}>
        <ToOrders search={refunds}>{moneys(sum.refunded)}</ToOrders>
      </Figure>
      <Figure name={t("overview.refundShare")} hint={t("overview.refundHint")}>
        <ToOrders search={refunds}>{shares(sum)}</ToOrders>
      </Figure>
    </>
  )
}

const ByPlatform = ({ days, from, to }: DaysProps) => {
  const { t } = useTranslation()
  return (
    <DataTable
      label={t("overview.byPlatform")}
      rows={platformsOf(days).map((platform) => ({
        platform,
        sum: sumOfDays(days.filter((each) => each.platform === platform))
      }))}
      rowKey={({ platform }) => platform}
      columns={[
        {
          name: "platform",
          heading: t("orders.platform"),
          isRowHeading: true,
          cell: ({ platform }) => <PlatformName platform={platform} />
        },
        {
          name: "orders",
          heading: t("overview.orders"),
          align: "end",
          cell: ({ platform, sum }) => <ToOrders search={{ platform, from, to }}>{sum.orders}</ToOrders>
        },
        {
          name: "paid",
          heading: t("overview.paid"),
          align: "end",
          cell: ({ platform, sum }) => (
            <ToOrders search={{ platform, paidFrom: from, paidTo: to }}>{moneys(sum.paid)}</ToOrders>
          )
        },
        {
          name: "refunded",
          heading: t("overview.refunded"),
          align: "end",
          cell: ({ platform, sum }) => (
            <ToOrders search={{ platform, refundedFrom: from, refundedTo: to }}>{moneys(sum.refunded)}</ToOrders>
          )
        },
        {
          name: "share",
          heading: t("overview.refundShare"),
          align: "end",
          cell: ({ platform, sum }) => (
            <ToOrders search={{ platform, refundedFrom: from, refundedTo: to }}>{shares(sum)}</ToOrders>
          )
        }
      ]}
    />
  )
}

const ByDay = ({ days, from, to }: DaysProps) => {
  const { t } = useTranslation()
  const rows = daysBetween(from, to)
    .map((day) => ({ day, sum: sumOfDays(days.filter((each) => each.day === day)) }))
    .toReversed()
  return (
    <details>
      <summary>{t("overview.table")}</summary>
      <DataTable
        label={t("overview.table")}
        rows={rows}
        rowKey={({ day }) => day}
        columns={[
          { name: "day", heading: t("overview.day"), isRowHeading: true, cell: ({ day }) => day },
          {
            name: "orders",
            heading: t("overview.orders"),
            align: "end",
            cell: ({ day, sum }) => <ToOrders search={{ from: day, to: day }}>{sum.orders}</ToOrders>
          },
          {
            name: "paid",
            heading: t("overview.paid"),
            align: "end",
            cell: ({ day, sum }) => <ToOrders search={{ paidFrom: day, paidTo: day }}>{moneys(sum.paid)}</ToOrders>
          },
          {
            name: "refunded",
            heading: t("overview.refunded"),
            align: "end",
            cell: ({ day, sum }) => (
              <ToOrders search={{ refundedFrom: day, refundedTo: day }}>{moneys(sum.refunded)}</ToOrders>
            )
          }
        ]}
      />
    </details>
  )
}

const Days = (props: DaysProps) => {
  const { t } = useTranslation()
  const [measure, setMeasure] = useState<Measure>("orders")
  if (props.days.length === 0) {
    return (
      <Empty title={t("overview.noOrders")}>
        <p>{t("overview.noOrdersNext")}</p>
        <Link to="/shops">{t("orders.goShops")}</Link>
      </Empty>
    )
  }
  return (
    <>
      <Section
        title={t("overview.perDay")}
        actions={
          <select
            className="native"
            aria-label={t("overview.perDay")}
            value={measure}
            onChange={({ target }) => setMeasure(target.value === "paid" ? "paid" : "orders")}
          >
            <option value="orders">{t("overview.orders")}</option>
            <option value="paid">{t("overview.paid")}</option>
          </select>
        }
      >
        <DaysChart {...props} measure={measure} />
        <ByDay {...props} />
      </Section>
      <Section title={t("overview.byPlatform")}>
        <ByPlatform {...props} />
      </Section>
    </>
  )
}

/** For an account that was given no shop: others configure them. */
const ShoplessPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t("page.overview")}>
      <Empty title={t("shops.empty")}>
        <p>{t("shops.emptyNext")}</p>
      </Empty>
    </Page>
  )
}

/** How the shops fare, and what needs attention. */
export const OverviewPage = () => {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const navigate = useNavigate({ from: "/" })
  const { days: chosen = "30" } = useSearch({ from: "/inside/" })
  const now = Date.now()
  const from = dayBefore(now, Number(chosen) - 1)
  const to = dayBefore(now, 0)
  const days = useQuery(daysQuery(from, to))
  const attention = useQuery(attentionQuery)
  const { data: me } = useQuery(meQuery)
  if (attention.data?.shops === 0 && attention.data.unloaded.length === 0 && me !== undefined) {
    return me.shops === null ? <Checklist /> : <ShoplessPage />
  }
  return (
    <Page
      title={t("page.overview")}
      lead={t("overview.lead", { days: chosen })}
      actions={
        <select
          className="native"
          aria-label={t("overview.days")}
          value={chosen}
          onChange={({ target: { value } }) =>
            void navigate({ search: value === "7" || value === "90" ? { days: value } : {} })
          }
        >
          {["7", "30", "90"].map((each) => (
            <option key={each} value={each}>
              {t("overview.lastDays", { days: each })}
            </option>
          ))}
        </select>
      }
    >
      <div className="stack">
        <Answer of={days}>
          {(answer) => (
            <div className="figures">
              <Figures days={answer.days} from={from} to={to} />
              {attention.data !== undefined && (
                <Figure
                  name={t("overview.lag")}
                  {...(attention.data.rightAsOf === null
                    ? {}
                    : { hint: t("overview.allRightAsOf", { time: timeText(attention.data.rightAsOf) }) })}
                >
                  <Link to="/shops">
                    {attention.data.lag === null ? t("shops.never") : spanText(attention.data.lag)}
                  </Link>
                </Figure>
              )}
            </div>
          )}
        </Answer>
        <Section title={t("overview.attention")}>
          <Answer of={attention}>
            {(answer) => <AttentionList attention={answer.attention} unloaded={answer.unloaded} />}
          </Answer>
        </Section>
        {days.data !== undefined && <Days days={days.data.days} from={from} to={to} />}
      </div>
    </Page>
  )
}
