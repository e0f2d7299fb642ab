/** What lines of several answers have in common: specifications, and discounts by their names. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { DiscountKind, PaymentState } from "@huidan/core"

/** The specifications of a line. A shop writes them as one text. */
export const toSpecs = (...texts: ReadonlyArray<Traced.Traced<string | null>>) =>
  Traced.present(texts).map((value) => ({ name: null, value: value.by("text-only specs, not split") }))

/** Words of a discount's name → its kind *(inferred)*; the first that occurs decides. */
const kindWords: ReadonlyArray<readonly [word: string, kind: DiscountKind]> = [
  ["积分", "points"],
  ["红包", "redpack"],
  ["券", "coupon"],
  ["优惠码", "coupon"]
]

/** The kind of a discount, by the words of its name (限时折扣, 秒杀, 某优惠券抵扣, 积分抵扣 …) *(inferred)*. */
export const discountKind = (name: Traced.Traced<string | null>): Traced.Traced<DiscountKind> =>
  Traced.combine([name], "the words of the discount's name (inferred)", (text) =>
    text === null ? "other" : (kindWords.find(([word]) => text.includes(word))?.[1] ?? "promotion")
  )

/** No answer says who bears a discount. */
export const unknownBearer = Traced.fixed("unknown", "the documents name no bearer")

/** What was paid for a line of an answer that states no such amount, in fen: 0 where nothing was. */
export const paidOfLine = (payment: Traced.Traced<PaymentState | null>): Traced.Traced<number | null> =>
  Traced.paidBy(payment, Traced.fixed(null, "no amount of the line"), "0 where nothing was paid; no amount is stated")

type Amount = Traced.Traced<number | null>

/** The listed discounts and, as one more, what their total in fen has beyond them; and the doubt where they make more. */
export const withRest = (
  total: Amount,
  listed: ReadonlyArray<Draft.Block<"discount"> & { readonly amount: Amount }>
): Pick<Draft.OrderDraft, "discounts" | "doubts"> => {
  const rest = Traced.restOf(
    total,
    listed.map(({ amount }) => amount),
    "the total of the discounts without those that are listed"
  )
  const kind = Traced.fixed("other", "only the total of the discounts is stated")
  return {
    discounts:
      rest.value === null ? listed : [...listed, Draft.discount({ kind, amount: rest, bearer: unknownBearer })],
    doubts: rest.doubts
  }
}
