/** Mistakes in rare parts of answers. */
import type { ExplainedField, Order, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, type Sound, sound, withAdapter } from "../BrokenAdapter.ts"
import { withAnswers, withOrders } from "../changes.ts"

/** The explanation names the place of the order's id for one field. */
const withPlaceOfId = (subject: Sound, isField: (path: Pointer) => boolean): Sound =>
  withAdapter(subject, (adapter) => ({
    ...adapter,
    explain: (operation, body) =>
      Effect.map(adapter.explain(operation, body), (explanation) => ({
        ...explanation,
        records: explanation.records.map(({ fields, orderId }) => {
          const pointers = fields.find(({ path }) => path === "/orderId")?.pointers ?? []
          const changed = (field: ExplainedField): ExplainedField =>
            isField(field.path) ? { ...field, pointers } : field
          return { orderId, fields: fields.map(changed) }
        })
      }))
  }))

export const explainCovers: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the explanation names another place for the tax number of an invoice",
    breaks: "explain-covers",
    follows: {},
    subject: withPlaceOfId(sound.xiaoe, (path) => path === "/invoice/taxNumber")
  },
  {
    mistake: "the explanation names another place for the rate of a commission",
    breaks: "explain-covers",
    follows: {},
    subject: withPlaceOfId(sound.wshoto, (path) => path.endsWith("/rateBasisPoints"))
  }
]

export const shapeLeniency: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "an empty object for an absent block is taken for the block",
    breaks: "shape-leniency",
    follows: { fidelity: "in PHP shapes an absent block is an empty object too" },
    subject: withAnswers(sound.wshoto, (body) =>
      body.replace('"order_address_info":{}', '"order_address_info":{"name":"?"}')
    )
  },
  {
    mistake: "an empty text for an absent block is refused",
    breaks: "shape-leniency",
    follows: { fidelity: "in PHP shapes an absent block is an empty text too" },
    subject: withAnswers(sound.wshoto, (body) => body.replace('"order_check_info":""', '"order_check_info":"nothing"'))
  }
]

/** As a program does that counts in billions with fractions. */
const roundedIfHuge = (order: Order): Order => {
  const { payable } = order.amounts
  return payable === null || payable < 1e12
    ? order
    : { ...order, amounts: { ...order.amounts, payable: Math.round(payable / 1000) * 1000 } }
}

export const exactMoney: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a fraction of a fen is cut off at the freight",
    breaks: "exact-money",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/("freight_price":"?\d+)\.\d*[1-9]\d*/, "$1"))
  },
  {
    mistake: "a huge amount is rounded",
    breaks: "exact-money",
    follows: { fidelity: "the twin has huge amounts too" },
    subject: withOrders(sound.wshoto, roundedIfHuge)
  }
]

const throughNumber = (id: string | null): string | null => (id === null || !/^\d+$/.test(id) ? id : String(Number(id)))

export const exactIds: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a coupon's id goes through a number",
    breaks: "exact-ids",
    follows: { fidelity: "such ids are above 2^53" },
    subject: withOrders(sound.wshoto, (order) => ({
      ...order,
      discounts: order.discounts.map((discount) => ({ ...discount, id: throughNumber(discount.id ?? null) }))
    }))
  },
  {
    mistake: "a bare number is read as a double where the id of a product is",
    breaks: "exact-ids",
    follows: {
      fidelity: "the document prints such ids as bare numbers too",
      "shape-leniency": "in PHP shapes they are text or bare numbers"
    },
    subject: withAnswers(sound.wshoto, (body) =>
      body.replaceAll(/("spu_id":)(\d+)/g, (_, key: string, id: string) => `${key}${Number(id)}`)
    )
  }
]
