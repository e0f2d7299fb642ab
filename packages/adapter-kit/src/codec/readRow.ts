import {
  type AdapterErrorReason,
  type AdapterManifest,
  type Order,
  orderKey,
  type Pointer,
  type Warning
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { relative, sourceOf, within } from "../answer/pointers.ts"
import type { OrderDraft, Settled } from "../mapping/OrderDraft.ts"
import { toWarnings } from "../mapping/Traced.ts"
import type { AnswerRow } from "./AnswerRow.ts"
import { checkAmounts } from "./amountCheck.ts"
import { makeOrder } from "./makeOrder.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"

/** What an order says of its source beside what its row says. */
export interface RowOrigin {
  readonly manifest: AdapterManifest
  /** The shop that configuration names. */
  readonly shopId: string | null
  readonly operation: string
  /** The numbers of the whole answer that a double would change. */
  readonly numbers: ReadonlyArray<Pointer>
  readonly fetchedAt: DateTime.Utc | null
}

export interface ReadRow {
  readonly order: Order
  readonly settled: Settled
}

/** One row as a canonical order with its trace, or why it is none. */
export const readRow = (
  row: AnswerRow,
  codec: SomeOperationCodec,
  origin: RowOrigin
): Result.Result<ReadRow, AdapterErrorReason> =>
  Result.flatMap(codec.read(row.node), (settled): Result.Result<ReadRow, AdapterErrorReason> => {
    const { draft } = settled
    const orderId = draft.orderId.value
    if (orderId === null) {
      const pointer = draft.orderId.from[0] ?? draft.orderId.consulted[0] ?? row.root
      return unreadable(pointer, "an order id", "nothing")
    }
    const answered = draft.shop.id.value
    if (answered !== null && origin.shopId !== null && answered !== origin.shopId) {
      const detail = `the answer is of shop ${answered}, the configuration names ${origin.shopId}`
      return Result.fail({ _tag: "Configuration", detail })
    }
    const made = makeOrder(orderInput(row, settled, orderId, answered ?? origin.shopId ?? "-", origin))
    if (Result.isFailure(made)) {
      const pointer = sourceOf(settled, made.failure) || row.node.pointer
      return unreadable(pointer, "a value in the canonical order's range", "one outside it")
    }
    return Result.succeed({
      order: { ...made.success, warnings: warningsOf(made.success, settled, row.root) },
      settled
    })
  })

const unreadable = (pointer: Pointer, expected: string, found: string): Result.Result<never, AdapterErrorReason> =>
  Result.fail({ _tag: "ResponseDecode", pointer, expected, found, position: null })

const orderInput = (row: AnswerRow, settled: Settled, orderId: string, shopId: string, origin: RowOrigin) => {
  const { manifest, numbers, operation, fetchedAt } = origin
  const { doubts: _doubts, ...value } = Object(settled.value) as Record<string, unknown>
  const shop = value["shop"] as { readonly name?: string | null }
  return {
    ...value,
    key: orderKey(manifest.platform, shopId, orderId),
    platform: manifest.platform,
    shop: { id: shopId, name: shop.name ?? null },
    source: {
      adapter: manifest.package,
      adapterVersion: manifest.version,
      operation,
      fetchedAt,
      raw: Redacted.make(row.raw),
      rawNumbers: within(numbers, row.root)
    }
  }
}

const warningsOf = (
  order: Order,
  settled: Settled & { readonly draft: OrderDraft },
  root: Pointer
): ReadonlyArray<Warning> => [
  ...toWarnings([...settled.doubts, ...(settled.draft.doubts ?? [])], root),
  ...checkAmounts(order.amounts, order.lines, {
    payable: relative(sourceOf(settled, "/amounts/payable"), root),
    goods: relative(sourceOf(settled, "/amounts/goods"), root)
  })
]
