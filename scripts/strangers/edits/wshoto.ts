/** Mistakes in Wshoto's adapter. */
import type { Edit } from "../Edit.ts"

const adapter = "packages/adapter-wshoto"

export const wshoto: ReadonlyArray<Edit> = [
  {
    adapter,
    name: "two refund states are swapped",
    file: "src/mallOrderDetail/Codes.ts",
    from: '{ 1: "in_progress", 2: "ended" }',
    to: '{ 1: "ended", 2: "in_progress" }',
    expects: "fidelity",
    names: "/status/afterSale",
    by: "findings",
    why: "Refunds that are over count as open."
  },
  {
    adapter,
    name: "buyer and seller are swapped as those who closed an order",
    file: "src/mallOrderDetail/Codes.ts",
    from: '  9: "seller_cancelled",\n  10: "refunded"\n}',
    to: '  9: "buyer_cancelled",\n  10: "refunded"\n}',
    expects: "fidelity",
    names: "/status/closeReason",
    by: "findings",
    why: "The seller's cancellations are blamed on buyers."
  },
  {
    adapter,
    name: "one code of a failed group purchase has another meaning",
    file: "src/mallOrderDetail/Codes.ts",
    from: '  6: "in_progress",\n  7: "failed",\n  8: "refunded",',
    to: '  6: "in_progress",\n  7: "refunded",\n  8: "refunded",',
    expects: "fidelity",
    names: "/status/afterSale",
    by: "findings",
    why: "A refund that failed counts as done."
  },
  {
    adapter,
    name: "an expired token is taken for wrong credentials",
    file: "src/Errors.ts",
    from: 'reason: { _tag: "Authentication", kind: "token" },',
    to: 'reason: { _tag: "Authentication", kind: "credentials" },',
    expects: "error-mapping",
    names: "10001",
    by: "guide",
    why: "The adapter stops after two hours, and asks for other credentials."
  },
  {
    adapter,
    name: "one code of an expired token is missing from the table",
    file: "src/Errors.ts",
    from: '  { code: "10010", ...refusedToken },\n',
    to: "",
    expects: "error-mapping",
    names: "10010",
    by: "guide",
    why: "The adapter does not renew a token that the platform calls dead by this code."
  },
  {
    adapter,
    name: "a failure counts as success",
    file: "src/Errors.ts",
    from: 'success: ["0"]',
    to: 'success: ["0", "10001", "10010", "10011"]',
    expects: "error-mapping",
    names: "10001",
    by: "findings",
    why: "A refusal is read as an answer without data."
  },
  {
    adapter,
    name: "the token is printed",
    file: "src/Auth.ts",
    from: "  ({ url }, token) =>\n    HttpClientRequest.post(url, {",
    to: '  ({ url }, token) => {\n    console.info("asking with the token", token === null ? "none" : Redacted.value(token.value))\n    return HttpClientRequest.post(url, {',
    also: [
      {
        file: "src/Auth.ts",
        from: "HttpClientRequest.bodyJsonUnsafe(parameters), Effect.succeed)\n",
        to: "HttpClientRequest.bodyJsonUnsafe(parameters), Effect.succeed)\n  }\n"
      }
    ],
    expects: "no-leak",
    names: "getOrder",
    by: "findings",
    why: "Everybody who reads the log can read the shop's orders."
  },
  {
    adapter,
    name: "the secret is logged where it is asked for",
    file: "src/Auth.ts",
    from: '      const appSecret = yield* require("appSecret")\n',
    to: '      const appSecret = yield* require("appSecret")\n      yield* Effect.logDebug("asks for a token", { appId, secret: Redacted.value(appSecret) })\n',
    expects: "no-leak",
    names: "getOrder",
    by: "guide",
    why: "The application's secret is in the log."
  },
  {
    adapter,
    name: "the secret is logged if the platform refuses it",
    file: "src/Auth.ts",
    from: "data.expires_in.value, now)\n    }))\n",
    to: `data.expires_in.value, now)
    })).pipe(
      Effect.tapError(() => {
        const { appSecret } = shop.options
        return Effect.logWarning("no token for", appSecret === undefined ? "nothing" : Redacted.value(appSecret))
      })
    )
`,
    expects: "no-leak",
    names: "getOrder",
    by: "findings",
    why: "A secret that was mistyped, or is out of date, is in the log."
  },
  {
    adapter,
    name: "a token that the platform repeats counts as new",
    file: "src/Auth.ts",
    from: "expiresIn: secondsLeft(data.create_at.value, data.expires_in.value, now)",
    to: "expiresIn: data.expires_in.value",
    expects: "single-token-refresh",
    names: "getOrder (token)",
    by: "guide",
    why: "The token is used after its end, and each of its last calls is refused once."
  },
  {
    adapter,
    name: "a discount that is not stated is 0",
    file: "src/mallOrderDetail/Order.ts",
    from: 'discount: Traced.sum([detail.coupon_price, pointsOf(detail)], "coupon_price + integral_deduct_price"),',
    to: 'discount: Traced.sum([detail.coupon_price, pointsOf(detail)], "coupon_price + integral_deduct_price").orElse(Traced.fixed(0, "none")),',
    expects: "fidelity",
    names: "/discount",
    by: "guide",
    why: "The order says 0 where the platform says nothing."
  },
  {
    adapter,
    name: "the completion of an order is guessed from its last change",
    file: "src/mallOrderDetail/Order.ts",
    from: "completed: answer.finish_time,",
    to: "completed: answer.finish_time.orElse(answer.update_time),",
    expects: "fidelity",
    names: "/times/completed",
    by: "guide",
    why: "Orders that are open have a time of completion."
  },
  {
    adapter,
    name: "a total adds what is there, although one line has no price",
    file: "src/mallOrderDetail/Amounts.ts",
    from: "  const goods = Traced.sumOfAll(",
    to: "  const goods = Traced.sum(",
    expects: "exact-money",
    names: "/amounts/goods",
    by: "guide",
    why: "The goods of an order are worth less than they are.",
    missed: "no twin leaves out the price of a single line, and no document says that a platform does"
  },
  {
    adapter,
    name: "a price change is always added",
    file: "src/mallOrderDetail/Amounts.ts",
    from: `adjustment: Traced.signedChange(
      answer.change_price,
      { goods, freight: answer.freight_price, discount, payable: answer.pay_price },
      "± change_price, the sign that closes the equation"
    ),`,
    to: "adjustment: answer.change_price,",
    expects: "fidelity",
    names: "/amounts/adjustment",
    by: "guide",
    why: "A price that the seller lowered is a price that he raised."
  },
  {
    adapter,
    name: "the price of the pieces is a float",
    file: "src/mallOrderDetail/Amounts.ts",
    from: 'Traced.product(detail.goods_price, detail.goods_num, "goods_price × goods_num")',
    to: 'Traced.combine([detail.goods_price, detail.goods_num], "goods_price × goods_num", (price, count) =>\n    price === null || count === null ? null : Math.floor((price / 100) * count * 100)\n  )',
    expects: "exact-money",
    names: "/amounts/goods",
    by: "public report",
    why: "Totals are a fen less than they are."
  },
  {
    adapter,
    name: "a line's number is read as a JavaScript number",
    file: "src/mallOrderDetail/Order.ts",
    from: "lineId: detail.order_detail_id,",
    to: "lineId: detail.order_detail_id.map((id) => String(Number(id))),",
    expects: "exact-ids",
    names: "/lineId",
    by: "public report",
    why: "After-sales name a line that the order does not have."
  },
  {
    adapter,
    name: "the country's prefix is taken off telephone numbers",
    file: "src/mallOrderDetail/Order.ts",
    from: "    phone: mobile,",
    to: '    phone: mobile.map((text) => plainText((plainValue(text) ?? "").replace(/^\\+?86-?/, ""))),',
    also: [
      {
        file: "src/mallOrderDetail/Order.ts",
        from: 'import type { AfterSaleState, CloseReason, RefundStatus } from "@huidan/core"',
        to: 'import { type AfterSaleState, type CloseReason, plainText, plainValue, type RefundStatus } from "@huidan/core"'
      }
    ],
    expects: "fidelity",
    names: "/recipient/phone",
    by: "findings",
    why: "The number is not the one that the platform sent."
  },
  {
    adapter,
    name: "quantities of more than one digit are cut",
    file: "src/mallOrderDetail/Order.ts",
    from: "quantity: detail.goods_num,",
    to: "quantity: detail.goods_num.map((count) => Number(String(count).charAt(0))),",
    expects: "fidelity",
    names: "/quantity",
    by: "findings",
    why: "Twelve pieces are one piece."
  },
  {
    adapter,
    name: "an order of 0 fen has no payment method",
    file: "src/mallOrderDetail/Payment.ts",
    from: '\n    .orElse(answer.pay_price.map((price): PaymentMethod | null => (price === 0 ? "free" : null), "pay_price is 0"))',
    to: "",
    expects: "fidelity",
    names: "/payment/method",
    by: "guide",
    why: "Free orders seem to be paid in an unknown way."
  },
  {
    adapter,
    name: "pushes are declared, but nobody wrote them",
    file: "src/Manifest.ts",
    from: "receivePush: false }",
    to: "receivePush: true }",
    expects: "push-verification",
    names: "receivePush",
    by: "guide",
    why: "The manifest promises what the adapter cannot do."
  },
  {
    adapter,
    name: "rare characters are cut from addresses",
    file: "src/mallOrderDetail/Order.ts",
    from: "    areaCode: area_code,\n    detail\n  })",
    to: '    areaCode: area_code,\n    detail: detail.map((text) => plainText((plainValue(text) ?? "").replace(/[\\u{10000}-\\u{10FFFF}]/gu, "")))\n  })',
    also: [
      {
        file: "src/mallOrderDetail/Order.ts",
        from: 'import type { AfterSaleState, CloseReason, RefundStatus } from "@huidan/core"',
        to: 'import { type AfterSaleState, type CloseReason, plainText, plainValue, type RefundStatus } from "@huidan/core"'
      }
    ],
    expects: "fidelity",
    names: "/recipient/detail",
    by: "findings",
    why: "A parcel goes to a house whose name is not on it."
  }
]
