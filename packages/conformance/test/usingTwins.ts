import { compare, makeTwin, makeTwinHttpClient } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { twin } from "./corner-shop/twin.ts"

export const usingTwins = Effect.gen(function* () {
  const world = yield* makeTwin(twin, {
    seed: 7,
    orders: 50,
    faults: { scripted: [{ operation: "order.detail", request: 2, fault: { kind: "reset" } }] }
  })
  const [order] = world.orders()
  if (order === undefined) return yield* Effect.die("no orders")

  // Without HTTP: the text of an answer for `decode`, and what decoding it must give.
  const body = world.body("order.detail", [order])
  const expected = world.expected("order.detail", order)
  const differences = compare(expected, expected)

  // With HTTP in memory, on Effect's clock: give this client to the adapter.
  const http = makeTwinHttpClient(world, "http://corner.test")
  const answer = yield* http.get("http://corner.test/token?secret=corner-secret")

  // All requests so far, and totals of all orders.
  return { body, expected, differences, status: answer.status, journal: world.journal(), truth: world.truth() }
})
