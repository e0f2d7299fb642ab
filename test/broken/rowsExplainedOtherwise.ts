import type { Explanation, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, type Sound, sound } from "./BrokenAdapter.ts"
import { type ExplainRow, withExplainRow } from "./changes.ts"

const mistakeIn = (mistake: string, subject: Sound, change: (explainRow: ExplainRow) => ExplainRow): BrokenAdapter => ({
  mistake,
  breaks: "explain-covers",
  follows: {},
  subject: withExplainRow(subject, change)
})

/** The explanation with every pointer of its fields changed. */
const withPointers = (explanation: Explanation, change: (pointer: Pointer) => Pointer): Explanation => ({
  ...explanation,
  records: explanation.records.map(({ fields, orderId }) => ({
    orderId,
    fields: fields.map((field) => ({ ...field, pointers: field.pointers.map(change) }))
  }))
})

const inAnswer = mistakeIn(
  "the explanation of a stored row names places in the answer that it came from",
  sound.doudian,
  (explainRow) =>
    (...row) =>
      Effect.map(explainRow(...row), (explanation) =>
        withPointers(explanation, (pointer) => `/data/shop_order_list/0${pointer}`)
      )
)

const otherPlace = (field: Pointer, words: string, subject: Sound): BrokenAdapter =>
  mistakeIn(
    `the explanation of a stored row names another place for ${words}`,
    subject,
    (explainRow) =>
      (...row) =>
        Effect.map(explainRow(...row), (explanation) => ({
          ...explanation,
          records: explanation.records.map(({ fields, orderId }) => {
            const pointers = fields.find(({ path }) => path === "/orderId")?.pointers ?? []
            return { orderId, fields: fields.map((each) => (each.path === field ? { ...each, pointers } : each)) }
          })
        }))
  )

const nothingUnread = mistakeIn(
  "the explanation of a stored row lists nothing as unread",
  sound.xiaoe,
  (explainRow) =>
    (...row) =>
      Effect.map(explainRow(...row), (explanation) => ({ ...explanation, unread: [] }))
)

const fieldsOfBadRow = mistakeIn(
  "the explanation of a stored row that cannot be decoded has fields",
  sound.xiaoe,
  (explainRow) =>
    (...row) =>
      Effect.map(explainRow(...row), (explanation) => ({
        ...explanation,
        records: explanation.records.map((record) =>
          record.orderId === null
            ? { ...record, fields: [{ path: "/orderId", pointers: [], rule: "an order number" }] }
            : record
        )
      }))
)

const anyOperation = mistakeIn(
  "a stored row of an unknown operation is explained as an answer of one that exists",
  sound.wshoto,
  (explainRow) => (operation, row, rawNumbers) => {
    const known = Object.keys(sound.wshoto.adapter.manifest.operations)
    return explainRow(known.includes(operation) ? operation : "mall.order.detail", row, rawNumbers)
  }
)

export const rowsExplainedOtherwise: ReadonlyArray<BrokenAdapter> = [
  inAnswer,
  otherPlace("/amounts/payable", "the amount to pay", sound.doudian),
  otherPlace("/invoice/taxNumber", "the tax number of an invoice", sound.xiaoe),
  nothingUnread,
  fieldsOfBadRow,
  anyOperation
]
