import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Metric from "effect/Metric"
import * as Ref from "effect/Ref"
import { TestClock } from "effect/testing"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { operation } from "../../src/calls/Operation.ts"
import { makePlatformClock } from "../../src/calls/PlatformClock.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { makeShop } from "../../src/calls/Shop.ts"
import * as Wire from "../../src/mapping/Wire.ts"
import { codec, fakeHttp, json, manifest } from "../support.ts"

it.effect("one call that is repeated once is counted and measured under the promised names", () =>
  Effect.gen(function* () {
    const rows = { code: 0, data: { list: [{ id: 1 }, { id: 2 }, { note: "no id" }] } }
    const { client } = fakeHttp((index) => (index === 0 ? json({ code: 9 }) : json(rows)))
    const account = yield* (yield* Accounts).get("telemetry")
    const pipeline = makePipeline({ manifest, codec, client, account, tokens: null })
    const shop = makeShop({
      manifest,
      options: {},
      shopId: null,
      baseUrl: "http://shop.test",
      codec,
      clock: makePlatformClock("shop"),
      pipeline,
      needs: { check: () => Effect.void, require: () => Effect.die("no option is needed") },
      learnt: yield* Ref.make<string | null>(null)
    })
    const many = operation(manifest, "many", {
      answer: Wire.object({}),
      call:
        () =>
        ({ url }) =>
          Effect.succeed(HttpClientRequest.get(url))
    })
    const before = yield* seen
    const fiber = yield* Effect.forkChild(shop.rows(many, undefined))
    yield* TestClock.adjust("1 minute")
    yield* Fiber.join(fiber)
    const after = yield* seen
    const added = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    assert.deepStrictEqual(
      names.map((name) => [name, added(name)]),
      [
        ["http.client.request.duration", 2],
        ["huidan.quota.wait", 2],
        ["huidan.retry", 1],
        ["huidan.order.decoded", 2],
        ["huidan.quarantined", 1]
      ]
    )
  }).pipe(Effect.provide(layer()))
)

const names = [
  "http.client.request.duration",
  "huidan.quota.wait",
  "huidan.retry",
  "huidan.order.decoded",
  "huidan.quarantined"
]

/** Counts by metric, of this test's operation alone. */
const seen = Effect.map(Metric.snapshot, (snapshots) => {
  const counts = new Map<string, number>()
  for (const { attributes, id, state } of snapshots) {
    if (attributes?.["huidan.operation"] === "many" && "count" in state)
      counts.set(id, (counts.get(id) ?? 0) + Number(state.count))
  }
  return counts
})
