/** What the buyer can show or redeem: verification codes, paid coupons, redemption codes. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { VoucherStatus } from "@huidan/core"
import { decodeCode, whereCode } from "../shared/Code.ts"
import * as Codes20 from "../shared/Codes20.ts"
import { statesAny } from "../shared/People.ts"
import * as Codes from "./Codes.ts"
import type { OrderDetail } from "./Wire.ts"

/** 0 is 无: no state. */
const statusOf = (code: Traced.Traced<string | null>, rule: string): Traced.Traced<VoucherStatus | null> =>
  Traced.lookup(code, Codes20.voucherStatuses, rule, { unknown: "unknown", none: ["-1", "0"] })

export const toVouchers = (answer: OrderDetail) => [
  ...verificationCodes(answer),
  ...paidCoupons(answer),
  ...Traced.present([answer.order_info.redeem_code]).map((code) => ({
    kind: Traced.fixed("redemption", "redeem_code"),
    code
  }))
]

/** The codes; without any, one voucher for each line whose `check_state` says that there is something to verify. */
const verificationCodes = ({ goods_info, internal_extra_info: { veri_code_info: info } }: OrderDetail) => {
  const kind = Traced.fixed("verification", "veri_code_info, check_state")
  if (info.veri_code_list.length > 0) {
    const sole = info.veri_code_list.length === 1
    return info.veri_code_list.map((code) =>
      Draft.block("voucher", {
        kind,
        code: code.veri_code,
        status: statusOf(code.status, "veri_code_list[].status"),
        remaining: sole ? info.remain_count : null,
        usedAt: code.check_time,
        usedBy: code.operator
      })
    )
  }
  return goods_info.goods_list.flatMap((goods) => {
    const status = statusOf(goods.check_state, "check_state")
    return status.value === null ? [] : [Draft.block("voucher", { kind, status, remaining: goods.remain_count })]
  })
}

/** 领取 (received) redeems the code into an account: only then is it stated who used it, and when *(inferred)*. */
const whereReceived = <A>(value: Traced.Traced<A | null>, stat: Traced.Traced<string | null>) =>
  whereCode(
    value,
    stat,
    Codes.couponReceived,
    "where stat is 2 (领取): the code was redeemed into an account (inferred)"
  )

const paidCoupons = ({ goods_info }: OrderDetail) =>
  goods_info.goods_list
    .flatMap((goods) => goods.paid_coupon_info)
    .filter((coupon) => statesAny([coupon.coupon_code, coupon.coupon_password]))
    .map((coupon) => ({
      kind: Traced.fixed("paid_coupon", "paid_coupon_info"),
      code: coupon.coupon_code,
      secret: coupon.coupon_password,
      status: decodeCode(coupon.stat, Codes.paidCouponStatuses, "stat; 2 (领取) is used (inferred)", "unknown"),
      usedAt: whereReceived(coupon.receive_at, coupon.stat),
      usedBy: whereReceived(coupon.user_id, coupon.stat)
    }))
