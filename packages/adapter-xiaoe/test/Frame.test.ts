/** The frame of an answer and the keys that page a list never count as unread: they hold nothing of an order. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { make } from "../src/index.ts"

const frame = { code: 0, msg: "ok", request_params: { order_id: "o_1" } }
const order = { order_info: { order_id: "o_1", app_id: "app" } }

const answers: ReadonlyArray<readonly [operation: string, data: unknown]> = [
  ["order.detail@1.0", order],
  ["order.detail@2.0", order],
  ["order.list@1.0", [{ order_id: "o_1" }]],
  ["order.list@1.1", { list: [{ order_id: "o_1" }], total: 1 }],
  ["order.list@2.0", { list: [order], page: 1, page_size: 100, total: 1 }]
]

it.effect.each(answers)("nothing of the frame of %s is unread", ([operation, data]) =>
  Effect.gen(function* () {
    const adapter = yield* make({})
    const unread = (body: object) =>
      Effect.map(adapter.explain(operation, JSON.stringify(body)), (explanation) => explanation.unread)
    assert.deepStrictEqual(yield* unread({ ...frame, data }), [])
    assert.deepStrictEqual(yield* unread({ ...frame, data, other: 1 }), ["/other"])
  }).pipe(Effect.scoped)
)
