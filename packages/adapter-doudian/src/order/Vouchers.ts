/** Codes that the buyer redeems: those of the order, and those of related orders that were redeemed for it. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { VoucherStatus } from "@huidan/core"
import { privateTextOf } from "./PrivateText.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

type Writeoff = SkuOrder["writeoff_info"][number]

/** The platform publishes no codes of `writeoff_status`, only words; one example shows 3 已使用 *(inferred)*. */
const voucherWords: ReadonlyArray<readonly [RegExp, VoucherStatus]> = [
  [/部分/, "partly_used"],
  [/未使用|待使用|未核销|待核销/, "unused"],
  [/过期|失效|作废|取消|退/, "void"],
  [/已使用|已核销|使用完|核销完/, "used"]
]
const voucherStates: Readonly<Record<string, VoucherStatus>> = { 3: "used" }

const remainingOf = (voucher: Writeoff): Traced.Traced<number | null> =>
  Traced.combine(
    [voucher.writeoff_total_count, voucher.writtenoff_count],
    "writeoff_total_count − writtenoff_count",
    (total, used) => (total === null || used === null ? null : total - used)
  )

/** The platform's words, else its code; a voucher of several uses is used up only when none remains. */
const voucherStatusOf = (
  voucher: Writeoff,
  remaining: Traced.Traced<number | null>
): Traced.Traced<VoucherStatus | null> => {
  const words = voucher.writeoff_status_desc.value
  const byWords = words === null ? undefined : voucherWords.find(([pattern]) => pattern.test(words))?.[1]
  const code =
    byWords === undefined
      ? Traced.knownCode(voucher.writeoff_status, voucherStates, "writeoff_status")
      : voucher.writeoff_status
  return Traced.combine(
    [code, voucher.writeoff_status_desc, remaining],
    "the words of writeoff_status_desc, else writeoff_status (inferred)",
    (value, _words, left) => {
      const stated = byWords ?? (value === null ? null : (Traced.entryOf(voucherStates, value) ?? "unknown"))
      return stated === "used" && (left ?? 0) > 0 ? "partly_used" : stated
    }
  )
}

/** Codes to be written off at a shop, and codes of related orders that were redeemed for this one. */
export const toVouchers = (order: ShopOrder): ReadonlyArray<Draft.Block<"voucher">> =>
  order.sku_order_list.flatMap((line) => [
    ...line.writeoff_info.map((voucher) => {
      const remaining = remainingOf(voucher)
      return Draft.block("voucher", {
        code: privateTextOf(voucher.writeoff_no, voucher.writeoff_no_mask),
        kind: Traced.fixed("verification", "writeoff_info"),
        status: voucherStatusOf(voucher, remaining),
        lineId: line.order_id,
        total: voucher.writeoff_total_count,
        remaining,
        validFrom: voucher.writeoff_start_time,
        validTo: voucher.writeoff_expire_time
      })
    }),
    ...Traced.present([privateTextOf(line.relation_order.write_off_no)]).map((code) => ({
      code,
      kind: Traced.fixed("redemption", "relation_order: a code of a related order (inferred)"),
      lineId: line.order_id
    }))
  ])
