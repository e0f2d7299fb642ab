/** The option `listLimits.pageSize` of every adapter that lists: pages have so many rows, and no more than the platform gives. */
import { it } from "@effect/vitest"
import { adapter as doudian } from "@huidan/adapter-doudian"
import { twin as doudianTwin } from "@huidan/adapter-doudian/twin"
import { adapter as xiaoe } from "@huidan/adapter-xiaoe"
import { twin as xiaoeTwin } from "@huidan/adapter-xiaoe/twin"
import { makeTwin, makeTwinHttpClient, type TwinDefinition } from "@huidan/conformance"
import { type AdapterPackage, isOrder } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import { expect } from "vitest"
import { adapter as paperBoat } from "../examples/adapter-paperboat/src/index.ts"
import { twin as paperBoatTwin } from "../examples/adapter-paperboat/twin/index.ts"
import { adapter as template } from "../packages/create-adapter/template/src/index.ts"
import { twin as templateTwin } from "../packages/create-adapter/template/twin/index.ts"

const baseUrl = "http://twin.test"

const doorsOf = (twin: TwinDefinition) =>
  [{ name: "standard", options: {}, secrets: {} }, ...(twin.doors ?? [])].filter(
    (door) => !("pushesOnly" in door && door.pushesOnly === true) && !("sameLists" in door && door.sameLists === true)
  )

const packages: ReadonlyArray<readonly [AdapterPackage, TwinDefinition]> = [
  [xiaoe, xiaoeTwin],
  [doudian, doudianTwin],
  [paperBoat, paperBoatTwin],
  [template, templateTwin]
]

const cases = packages.flatMap(([adapter, twin]) =>
  doorsOf(twin).map((door) => ({ name: `${twin.platform}, ${door.name}`, adapter, twin, door }))
)

it.effect.each(cases)("$name: pages have as many rows as asked for", ({ adapter, door, twin }) =>
  Effect.gen(function* () {
    const world = yield* makeTwin(twin, { orders: 8, days: 2 })
    yield* TestClock.setTime(DateTime.toEpochMillis(world.baseTime))
    const shop = twin.shopOptions(baseUrl)
    const optionsWith = (pageSize: number) =>
      Schema.decodeUnknownEffect(adapter.Options)({
        ...shop.options,
        ...shop.secrets,
        ...door.options,
        ...door.secrets,
        listLimits: { pageSize }
      })
    const until = DateTime.subtract(world.baseTime, { minutes: 5 })
    const reading = Effect.gen(function* () {
      const shop = yield* adapter.make(yield* optionsWith(3))
      const query = { by: "created", since: DateTime.subtract(until, { days: 6 }), until } as const
      return yield* Stream.runCollect(shop.listOrders(query))
    }).pipe(Effect.provideService(HttpClient.HttpClient, makeTwinHttpClient(world, baseUrl)))
    const fiber = yield* Effect.forkChild(Effect.scoped(reading))
    while (fiber.pollUnsafe() === undefined) {
      // Quotas are waited for in virtual time; digests come in real time.
      yield* TestClock.adjust("100 millis")
      yield* Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
    }
    const pages = yield* Fiber.join(fiber)
    const sizes = world.journal().flatMap(({ selection }) => (selection === null ? [] : [selection.size]))
    expect([...new Set(sizes)]).toEqual([3])
    const listed = new Set(pages.flatMap(({ records }) => records.filter(isOrder).map(({ orderId }) => orderId)))
    expect(listed.size).toBe(8)
    for (const size of [0, 1.5, 10_001]) {
      const isPossible = Result.isSuccess(yield* Effect.result(optionsWith(size)))
      // The list of this door has no published number.
      expect(isPossible, String(size)).toBe(size > 100 && twin === doudianTwin && door.name === "standard")
    }
  })
)
