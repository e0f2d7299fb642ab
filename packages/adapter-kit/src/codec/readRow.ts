import {
  type AdapterErrorReason,
  type AdapterManifest,
  type Order,
  orderKey,
  type Pointer,
  responseDecode,
  type Warning
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { ExactNumbers } from "../answer/ExactNumbers.ts"
import { relative } from "../answer/pointers.ts"
import { shownId } from "../answer/shownId.ts"
import type { OrderDraft } from "../mapping/OrderDraft.ts"
import { type Settled, settle, sourceOf } from "../mapping/settle.ts"
import { toWarnings } from "../mapping/Traced.ts"
import { type AnswerRow, numbersIn } from "./AnswerRow.ts"
import { checkAmounts, listsDiscounts } from "./amountCheck.ts"
import { makeOrder } from "./makeOrder.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"

/** What an order says about its source besides what its row says. */
export interface RowOrigin {
  readonly manifest: AdapterManifest
  /** The shop that configuration names. */
  readonly shopId: string | null
  readonly operation: string
  /** The numbers in the whole answer that a double would change. */
  readonly numbers: ExactNumbers
  readonly askedAt: DateTime.Utc | null
  readonly fetchedAt: DateTime.Utc | null
}

/** An order, and the draft that the mapping made of its row. */
export interface ReadRow {
  readonly draft: OrderDraft
  readonly order: Order
}

/** One row as a canonical order, or why it is none. */
export const readRow = (
  row: AnswerRow,
  codec: SomeOperationCodec,
  origin: RowOrigin
): Result.Result<ReadRow, AdapterErrorReason> =>
  Result.flatMap(codec.read(row.node), (draft): Result.Result<ReadRow, AdapterErrorReason> => {
    const orderId = draft.orderId.value
    if (orderId === null) return unreadable(draft.orderId.pointer || row.root, "an order id", "nothing")
    const answered = draft.shop.id.value
    if (answered !== null && origin.shopId !== null && answered !== origin.shopId) {
      const detail = `the answer is of shop ${shownId(answered)}, the configuration names ${origin.shopId}`
      return Result.fail({ _tag: "Configuration", detail })
    }
    const settled = settle(draft)
    const made = makeOrder(orderInput(row, settled, orderId, answered ?? origin.shopId ?? "-", origin))
    if (Result.isFailure(made)) {
      const pointer = sourceOf(draft, made.failure) || row.node.pointer
      return unreadable(pointer, "a value in the canonical order's range", "one outside it")
    }
    return Result.succeed({
      draft,
      order: { ...made.success, warnings: warningsOf(made.success, draft, settled, row.root, origin) }
    })
  })

const unreadable = (pointer: Pointer, expected: string, found: string): Result.Result<never, AdapterErrorReason> =>
  Result.fail(responseDecode({ pointer, expected, found }))

const orderInput = (row: AnswerRow, settled: Settled, orderId: string, shopId: string, origin: RowOrigin) => {
  const { askedAt, fetchedAt, manifest, operation } = origin
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
      askedAt,
      fetchedAt,
      raw: Redacted.make(row.raw),
      rawNumbers: Redacted.make(numbersIn(row, origin))
    }
  }
}

const warningsOf = (
  order: Order,
  draft: OrderDraft,
  { doubts }: Settled,
  root: Pointer,
  { manifest, operation }: RowOrigin
): ReadonlyArray<Warning> => [
  ...toWarnings([...doubts, ...(draft.doubts ?? [])], root),
  ...checkAmounts(order, listsDiscounts(manifest.operations[operation]?.carries ?? []), (path) =>
    relative(sourceOf(draft, path), root)
  )
]
