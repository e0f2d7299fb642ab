import * as Xiaoe from "@huidan/adapter-xiaoe"
import { Console, Effect } from "effect"

const program = Effect.gen(function* () {
  const xiaoe = yield* Xiaoe.Xiaoe
  const order = yield* xiaoe.getOrder(process.env.XIAOE_ORDER_ID ?? "")
  yield* Console.log(order.key, order.status.trade, `${order.amounts.payable} fen`)
})
await Effect.runPromise(program.pipe(Effect.provide(Xiaoe.layerConfig())))
