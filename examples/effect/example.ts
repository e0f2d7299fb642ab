import * as Xiaoe from "@huidan/adapter-xiaoe"
import { Config, Console, Effect } from "effect"

const program = Effect.gen(function* () {
  const orderId = yield* Config.String("XIAOE_ORDER_ID")
  const xiaoe = yield* Xiaoe.Xiaoe
  const order = yield* xiaoe.getOrder(orderId)
  yield* Console.log(order.key, order.status.trade, `${order.amounts.payable} fen`)
})
await Effect.runPromise(program.pipe(Effect.provide(Xiaoe.layerConfig())))
