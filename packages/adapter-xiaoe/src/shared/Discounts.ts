/** Discounts that Xiaoe describes by words alone (限时折扣, 秒杀, 某优惠券抵扣, 某优惠码抵扣, 积分抵扣 …). */
import { Traced } from "@huidan/adapter-kit"
import type { DiscountKind } from "@huidan/core"

/** Words of a discount's name → its kind *(inferred)*; the first that occurs decides. */
const kindWords: ReadonlyArray<readonly [word: string, kind: DiscountKind]> = [
  ["积分", "points"],
  ["红包", "redpack"],
  ["券", "coupon"],
  ["优惠码", "coupon"]
]

/** The kind of a discount, by the words of its name *(inferred)*. */
export const discountKind = (name: Traced.Traced<string | null>): Traced.Traced<DiscountKind> =>
  Traced.combine([name], "the words of the discount's name (inferred)", (text) =>
    text === null ? "other" : (kindWords.find(([word]) => text.includes(word))?.[1] ?? "promotion")
  )

/** No answer says who bears a discount. */
export const unknownBearer = Traced.fixed("unknown", "the documents name no bearer")
