/** Whether and how an order was paid. */
import { Traced } from "@huidan/adapter-kit"
import type { PaymentMethod, PaymentState } from "@huidan/core"
import * as Codes from "./Codes.ts"
import type { MallOrderDetail } from "./Wire.ts"

export const paymentOf = ({ pay_status, status }: MallOrderDetail): Traced.Traced<PaymentState | null> => {
  const payment = Traced.lookup<PaymentState>(pay_status, Codes.paymentStates, "pay_status", { unknown: "unknown" })
  return status.value === Codes.awaitingPayment && payment.value === "paid"
    ? payment.considering(status).doubt("conflicting_states", "status awaits payment, pay_status says paid")
    : payment
}

/** No payment method is stated. The only payment number is WeChat Pay's *(inferred)*; an order of 0 fen is free. */
export const methodOf = (answer: MallOrderDetail): Traced.Traced<PaymentMethod | null> =>
  answer.pay_num
    .map((): PaymentMethod => "wechat", "pay_num is WeChat Pay's number (inferred)")
    .orElse(answer.pay_price.map((price): PaymentMethod | null => (price === 0 ? "free" : null), "pay_price is 0"))
