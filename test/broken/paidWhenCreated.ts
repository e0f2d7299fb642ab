import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

export const paidWhenCreated: BrokenAdapter = {
  mistake: "the payment time is the creation time",
  breaks: "fidelity",
  follows: {},
  subject: withOrders(sound.doudian, (order) => ({
    ...order,
    times: { ...order.times, paid: order.times.paid && order.times.created }
  }))
}
