import { assert, describe, it } from "@effect/vitest"
import { isOrder, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { borderOf, SeenRows } from "../../src/lists/SeenRows.ts"
import { codec } from "../support.ts"
import { decoded } from "./support.ts"

const at = (iso: string) => DateTime.makeUnsafe(iso)
const midnight = DateTime.toEpochMillis(at("2024-01-02T00:00:00Z"))

/** An order that was created before midnight and updated after it. */
const order: Effect.Effect<Order> = Effect.gen(function* () {
  const [record] = yield* codec.decode("one", JSON.stringify({ code: 0, data: { id: 1 } }))
  if (record === undefined || !isOrder(record)) return yield* Effect.die("no order")
  const times = { ...record.times, created: at("2024-01-01T12:00:00Z"), updated: at("2024-01-02T12:00:00Z") }
  return { ...record, times }
}).pipe(Effect.orDie)

describe("the rows that were given out", () => {
  it.effect.each([
    ["created", true],
    ["updated", false]
  ] as const)("by %s: whether a row is new again after midnight: %s", ([by, expected]) =>
    Effect.gen(function* () {
      const row = yield* order
      const seen = new SeenRows(by)
      assert.deepStrictEqual([seen.isNew(row), seen.isNew(row)], [true, false])
      seen.endWindow(midnight)
      assert.strictEqual(seen.isNew(row), expected)
    })
  )

  it.effect("of a list by update time count by their creation where they were never updated", () =>
    Effect.gen(function* () {
      const row = yield* order
      const untouched = { ...row, times: { ...row.times, updated: null } }
      const seen = new SeenRows("updated")
      assert.isTrue(seen.isNew(untouched))
      seen.endWindow(midnight)
      assert.isTrue(seen.isNew(untouched))
    })
  )

  it.effect("are kept if they lie on the border of the next window", () =>
    Effect.gen(function* () {
      const row = yield* order
      const seen = new SeenRows("created")
      assert.isTrue(seen.isNew({ ...row, times: { ...row.times, created: DateTime.makeUnsafe(midnight) } }))
      seen.endWindow(midnight)
      assert.isFalse(seen.isNew({ ...row, times: { ...row.times, created: DateTime.makeUnsafe(midnight) } }))
    })
  )
})

describe("the rows of a page that another process goes on behind", () => {
  it.effect.each([
    ["up", 40],
    ["down", 1]
  ] as const)("on the way %s: row %i, which moves first, is known", ([way, first]) =>
    Effect.gen(function* () {
      const page = yield* decoded(Array.from({ length: 40 }, (_, index) => ({ id: index + 1 })))
      const seen = new SeenRows("created")
      seen.goOn(borderOf(page, way))
      const next = yield* decoded([{ id: first }, { id: 41 }])
      assert.deepStrictEqual(seen.receive(next), { fresh: 1, repeated: 1 })
    })
  )
})
