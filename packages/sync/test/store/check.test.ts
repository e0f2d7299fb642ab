/** What a check shows of its progress. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { CheckProgress } from "../../src/index.ts"
import { detailPage, held, inMemory, opened, orderOf } from "./orders.ts"

describe("a check", () => {
  it.effect("says how many orders it has checked, of all", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      for (let n = 0; n < 201; n += 1) yield* store.commitPage(lane, detailPage(orderOf(`o_${n}`), 1))
      const shown: Array<CheckProgress> = []
      const found = yield* store.checkWithProgress((at) => Effect.sync(() => shown.push(at)))
      assert.deepStrictEqual(found, [])
      assert.deepStrictEqual(shown, [
        { checked: 0, orders: 201 },
        { checked: 200, orders: 201 },
        { checked: 201, orders: 201 }
      ])
    }).pipe(Effect.provide(inMemory()))
  )
})
