/** The columns of the table of orders. */
import type { OrderField } from "@huidan/core"
import type { ReactNode } from "react"
import type { OrderRow } from "../../../api/orders.ts"
import { moneyText } from "../../format/money.ts"
import { timeText } from "../../format/time.ts"
import type { Names } from "../../parts/ShopName.tsx"
import { StateTag } from "../../parts/StateTag.tsx"

/** One column. Its heading is the name of its field in core's table. */
export interface OrderColumn {
  readonly name: string
  readonly field: OrderField
  /** In pixels. */
  readonly width: number
  readonly align?: "end"
  readonly cell: (row: OrderRow, names: Names) => ReactNode
}

const money = (amount: number | null, currency: string): ReactNode =>
  amount === null ? <span className="muted">—</span> : moneyText(amount, currency)

const time = (at: number | null): ReactNode => (at === null ? <span className="muted">—</span> : timeText(at))

/** All columns but the first, which is the order's number and always shown. */
export const orderColumns: ReadonlyArray<OrderColumn> = [
  { name: "title", field: "/lines/*/title", width: 240, cell: ({ title }) => title ?? "—" },
  {
    name: "trade",
    field: "/status/trade",
    width: 110,
    cell: ({ trade }) => <StateTag vocabulary="TradeState" word={trade} />
  },
  {
    name: "payment",
    field: "/status/payment",
    width: 110,
    cell: ({ payment }) => <StateTag vocabulary="PaymentState" word={payment} />
  },
  {
    name: "fulfilment",
    field: "/status/fulfilment",
    width: 110,
    cell: ({ fulfilment }) => <StateTag vocabulary="FulfilmentState" word={fulfilment} />
  },
  {
    name: "afterSale",
    field: "/status/afterSale",
    width: 110,
    cell: ({ afterSale }) => <StateTag vocabulary="AfterSaleState" word={afterSale} />
  },
  {
    name: "payable",
    field: "/amounts/payable",
    width: 120,
    align: "end",
    cell: ({ currency, payable }) => money(payable, currency)
  },
  {
    name: "paid",
    field: "/amounts/paid",
    width: 120,
    align: "end",
    cell: ({ currency, paid }) => money(paid, currency)
  },
  {
    name: "refunded",
    field: "/amounts/refunded",
    width: 120,
    align: "end",
    cell: ({ currency, refunded }) => money(refunded, currency)
  },
  { name: "created", field: "/times/created", width: 170, cell: ({ created }) => time(created) },
  { name: "paidAt", field: "/times/paid", width: 170, cell: ({ paidAt }) => time(paidAt) },
  {
    name: "kind",
    field: "/kind",
    width: 100,
    cell: ({ kind }) => <StateTag vocabulary="OrderKind" word={kind} />
  },
  { name: "platform", field: "/platform", width: 100, cell: ({ platform }, names) => names.platform(platform) },
  { name: "shop", field: "/shop/id", width: 140, cell: (row, names) => names.shop(row) }
]
