/** The lists of an order: lines, parcels, refunds, discounts, doubts. */
import type { OrderJson, Pointer } from "@huidan/core"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../format/money.ts"
import { timeText } from "../../format/time.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { Original } from "../../parts/Original.tsx"
import { StateTag, type Vocabulary } from "../../parts/StateTag.tsx"
import { Field } from "./Field.tsx"

interface ListProps {
  readonly order: OrderJson
}

const dash = <span className="muted">—</span>

const text = (place: Pointer, value: string | number | null): ReactNode =>
  value === null || value === "" ? dash : <Field place={place}>{value}</Field>

const money = (place: Pointer, amount: number | null, currency: string): ReactNode =>
  amount === null ? dash : <Field place={place}>{moneyText(amount, currency)}</Field>

const time = (place: Pointer, at: string | null): ReactNode =>
  at === null ? (
    dash
  ) : (
    <span className="number">
      <Field place={place}>{timeText(at)}</Field>
    </span>
  )

const word = (place: Pointer, vocabulary: Vocabulary, value: string | null): ReactNode =>
  value === null ? (
    dash
  ) : (
    <Field place={place}>
      <StateTag vocabulary={vocabulary} word={value} />
    </Field>
  )

/** Entries with their place in the list: a list of an order has no other key for sure. */
const numbered = <Entry,>(entries: ReadonlyArray<Entry>) => entries.map((entry, at) => ({ entry, at }))

const keyOf = ({ at }: { readonly at: number }) => String(at)

/** What was bought. */
export const LineList = ({ order: { amounts, lines } }: ListProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { currency } = amounts
  if (lines.length === 0) return <p className="muted">{t("order.noLines")}</p>
  return (
    <DataTable
      label={t("order.lines")}
      rows={numbered(lines)}
      rowKey={keyOf}
      columns={[
        {
          name: "title",
          heading: label("/lines/*/title"),
          isRowHeading: true,
          cell: ({ at, entry }) => (
            <>
              {text(`/lines/${at}/title`, entry.title ?? entry.productId ?? "—")}
              {entry.specs.length > 0 && (
                <p className="muted">
                  {entry.specs
                    .map(({ name, value }) => (name === null ? value : t("punctuation.named", { name, value })))
                    .join(t("punctuation.comma"))}
                </p>
              )}
            </>
          )
        },
        {
          name: "platformSku",
          heading: label("/lines/*/skuId"),
          cell: ({ at, entry }) => text(`/lines/${at}/skuId`, entry.skuId)
        },
        {
          name: "sku",
          heading: label("/lines/*/externalSkuId"),
          cell: ({ at, entry }) => text(`/lines/${at}/externalSkuId`, entry.externalSkuId)
        },
        {
          name: "unitPrice",
          heading: label("/lines/*/unitPrice"),
          align: "end",
          cell: ({ at, entry }) => money(`/lines/${at}/unitPrice`, entry.unitPrice, currency)
        },
        {
          name: "quantity",
          heading: label("/lines/*/quantity"),
          align: "end",
          cell: ({ at, entry }) => text(`/lines/${at}/quantity`, entry.quantity)
        },
        {
          name: "total",
          heading: label("/lines/*/total"),
          align: "end",
          cell: ({ at, entry }) => money(`/lines/${at}/total`, entry.total, currency)
        },
        {
          name: "discount",
          heading: label("/lines/*/discount"),
          align: "end",
          cell: ({ at, entry }) => money(`/lines/${at}/discount`, entry.discount, currency)
        },
        {
          name: "paid",
          heading: label("/lines/*/paid"),
          align: "end",
          cell: ({ at, entry }) => money(`/lines/${at}/paid`, entry.paid, currency)
        },
        {
          name: "fulfilment",
          heading: label("/lines/*/fulfilment"),
          cell: ({ at, entry }) => word(`/lines/${at}/fulfilment`, "FulfilmentState", entry.fulfilment)
        },
        {
          name: "afterSale",
          heading: label("/lines/*/afterSale"),
          cell: ({ at, entry }) => word(`/lines/${at}/afterSale`, "AfterSaleState", entry.afterSale)
        }
      ]}
    />
  )
}

/** How it was sent. */
export const ParcelList = ({ order: { delivery, lines } }: ListProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  if (delivery.shipments.length === 0) return <p className="muted">{t("order.noParcels")}</p>
  const titleOf = (lineId: string | null) => lines.find((line) => line.lineId === lineId)?.title ?? lineId ?? "—"
  const base = "/delivery/shipments"
  return (
    <DataTable
      label={t("order.parcels")}
      rows={numbered(delivery.shipments)}
      rowKey={keyOf}
      columns={[
        {
          name: "trackingNumber",
          heading: label("/delivery/shipments/*/trackingNumber"),
          isRowHeading: true,
          cell: ({ at, entry }) => text(`${base}/${at}/trackingNumber`, entry.trackingNumber)
        },
        {
          name: "carrier",
          heading: label("/delivery/shipments/*/carrierName"),
          cell: ({ at, entry }) =>
            entry.carrierName === null
              ? text(`${base}/${at}/carrierCode`, entry.carrierCode)
              : text(`${base}/${at}/carrierName`, entry.carrierName)
        },
        {
          name: "shippedAt",
          heading: label("/delivery/shipments/*/shippedAt"),
          cell: ({ at, entry }) => time(`${base}/${at}/shippedAt`, entry.shippedAt)
        },
        {
          name: "deliveredAt",
          heading: label("/delivery/shipments/*/deliveredAt"),
          cell: ({ at, entry }) => time(`${base}/${at}/deliveredAt`, entry.deliveredAt)
        },
        {
          name: "lines",
          heading: t("order.lines"),
          cell: ({ entry }) =>
            entry.lines.length === 0
              ? dash
              : entry.lines
                  .map(({ lineId, quantity }) => `${titleOf(lineId)} × ${quantity ?? "—"}`)
                  .join(t("punctuation.comma"))
        }
      ]}
    />
  )
}

/** What was given back. */
export const RefundList = ({ order: { amounts, refunds } }: ListProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  if (refunds.length === 0) return <p className="muted">{t("order.noRefunds")}</p>
  return (
    <DataTable
      label={t("order.refunds")}
      rows={numbered(refunds)}
      rowKey={keyOf}
      columns={[
        {
          name: "id",
          heading: label("/refunds/*/id"),
          isRowHeading: true,
          cell: ({ at, entry }) => text(`/refunds/${at}/id`, entry.id)
        },
        {
          name: "status",
          heading: label("/refunds/*/status"),
          cell: ({ at, entry }) => word(`/refunds/${at}/status`, "RefundStatus", entry.status)
        },
        {
          name: "amount",
          heading: label("/refunds/*/amount"),
          align: "end",
          cell: ({ at, entry }) => money(`/refunds/${at}/amount`, entry.amount, amounts.currency)
        },
        {
          name: "requestedAt",
          heading: label("/refunds/*/requestedAt"),
          cell: ({ at, entry }) => time(`/refunds/${at}/requestedAt`, entry.requestedAt)
        },
        {
          name: "refundedAt",
          heading: label("/refunds/*/refundedAt"),
          cell: ({ at, entry }) => time(`/refunds/${at}/refundedAt`, entry.refundedAt)
        },
        {
          name: "reason",
          heading: label("/refunds/*/reason"),
          cell: ({ at, entry }) => text(`/refunds/${at}/reason`, entry.reason)
        }
      ]}
    />
  )
}

/** What reduced the price, and who bears it. */
export const DiscountList = ({ order: { amounts, discounts } }: ListProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  if (discounts.length === 0) return <p className="muted">{t("order.noDiscounts")}</p>
  return (
    <DataTable
      label={t("order.discounts")}
      rows={numbered(discounts)}
      rowKey={keyOf}
      columns={[
        {
          name: "kind",
          heading: label("/discounts/*/kind"),
          isRowHeading: true,
          cell: ({ at, entry }) => word(`/discounts/${at}/kind`, "DiscountKind", entry.kind)
        },
        {
          name: "name",
          heading: label("/discounts/*/name"),
          cell: ({ at, entry }) => text(`/discounts/${at}/name`, entry.name ?? entry.id)
        },
        {
          name: "bearer",
          heading: label("/discounts/*/bearer"),
          cell: ({ at, entry }) => word(`/discounts/${at}/bearer`, "DiscountBearer", entry.bearer)
        },
        {
          name: "amount",
          heading: label("/discounts/*/amount"),
          align: "end",
          cell: ({ at, entry }) => money(`/discounts/${at}/amount`, entry.amount, amounts.currency)
        }
      ]}
    />
  )
}

/** What is doubtful about the order. */
export const WarningList = ({ order: { warnings } }: ListProps) => (
  <ul className="plain-list">
    {numbered(warnings).map(({ at, entry }) => (
      <li key={at}>
        <StateTag vocabulary="WarningCode" word={entry.code} /> <span className="mono muted">{entry.path}</span>
        <Original text={entry.message} />
      </li>
    ))}
  </ul>
)
