/** The table of the manifest says which options each call needs: with them it goes, and without one it is refused. */
import { assert, describe, it } from "@effect/vitest"
import { makeDice, makeTwin, makeTwinHttpClient, type RunningTwin } from "@huidan/conformance"
import { type AdapterError, environmentVariable, isAdapterError, type OrderAdapter } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { type Door, doors } from "./doors.ts"

type Call = "getOrder" | "listOrders" | "receivePush"

let addresses = 0
let sequence = 0

/** A call of an adapter with these options alone, and the operations that the platform was asked for. */
const callWith = (door: Door, call: Call, chosen: (options: Readonly<Record<string, unknown>>) => object) =>
  Effect.gen(function* () {
    const baseUrl = `http://needs-${++addresses}.test`
    const world = yield* makeTwin(door.twin, { seed: 1, orders: 2 })
    const options = { ...chosen(door.optionsAt(baseUrl)), ...door.choosing, baseUrl }
    const adapter = yield* Effect.provideService(
      Effect.flatMap(Schema.decodeUnknownEffect(door.package.Options)(options), (decoded) =>
        door.package.make(decoded)
      ),
      HttpClient.HttpClient,
      makeTwinHttpClient(world, baseUrl)
    )
    const result = yield* Effect.result(ask(adapter, call, world, door))
    return { adapter, result, asked: new Set(world.journal().flatMap(({ operation }) => operation ?? [])) }
  }).pipe(Effect.scoped)

const ask = (
  adapter: OrderAdapter,
  call: Call,
  world: RunningTwin,
  { push }: Door
): Effect.Effect<unknown, AdapterError> =>
  Effect.gen(function* () {
    const order = world.orders()[0]!
    if (call === "getOrder") return yield* adapter.getOrder(order.orderId)
    if (call === "receivePush") {
      if (push === undefined) {
        return yield* adapter.receivePush(
          { method: "POST", url: "/", headers: {}, body: new Uint8Array() },
          () => Effect.void
        )
      }
      const dice = makeDice(1)
      const at = yield* Clock.currentTimeMillis
      const request = yield* push.deliver([push.message(order, ++sequence, dice)], { at, signer: "platform", dice })
      return yield* adapter.receivePush(request, () => Effect.void)
    }
    const until = DateTime.subtract(world.baseTime, { minutes: 1 })
    const by = adapter.manifest.capabilities.listOrders?.by[0] ?? "created"
    return yield* Stream.runHead(adapter.listOrders({ by, since: DateTime.subtract(until, { hours: 1 }), until }))
  })

/** The options that a call needs, by the manifest: those of all operations that it asks for. */
const neededBy = (adapter: OrderAdapter, call: Call, door: Door, asked: ReadonlySet<string>): ReadonlyArray<string> => {
  const operations = Object.entries(adapter.manifest.operations).filter(([, { method, path, use }]) =>
    call === "receivePush"
      ? use === "receive"
      : [...asked].some((name) => {
          const endpoint = door.twin.operations[name]?.endpoint
          return endpoint?.path === path && endpoint.method === method
        })
  )
  assert.isAbove(operations.length, 0)
  return [...new Set(operations.flatMap(([, { needs }]) => needs))]
}

const detailOf = (error: AdapterError): string =>
  isAdapterError(error) && error.reason._tag === "Configuration" ? error.reason.detail : `not refused: ${error.message}`

const cases = doors.flatMap((door) =>
  (["getOrder", "listOrders", "receivePush"] as const).map((call) => ({ name: `${door.name}, ${call}`, door, call }))
)

describe.each(cases)("$name", ({ call, door }) => {
  it("goes with what the manifest says that it needs, and with nothing else", () =>
    Effect.runPromise(
      Effect.gen(function* () {
        const complete = yield* callWith(door, call, (options) => options)
        if (complete.result._tag === "Failure") {
          assert.strictEqual(complete.result.failure.reason._tag, "NotSupported", complete.result.failure.message)
          return
        }
        const needs = neededBy(complete.adapter, call, door, complete.asked)
        const only = (names: ReadonlyArray<string>) => (options: Readonly<Record<string, unknown>>) =>
          Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)))
        // Shops of Xiaoe that are as old as the platform have no `clientId`; the simulated one has.
        const { result } = yield* callWith(door, call, only([...needs, "clientId"]))
        assert.strictEqual(result._tag, "Success", result._tag === "Failure" ? result.failure.message : "")

        for (const left of [...needs.map((name) => [name]), needs]) {
          const { asked, result: refused } = yield* callWith(door, call, (options) =>
            only(Object.keys(options).filter((name) => !left.includes(name)))(options)
          )
          assert.deepStrictEqual([refused._tag, [...asked]], ["Failure", []])
          const detail = refused._tag === "Failure" ? detailOf(refused.failure) : ""
          for (const name of left) {
            assert.include(detail, name)
            assert.include(detail, environmentVariable(door.twin.platform, name))
          }
        }
      })
    ))
})
