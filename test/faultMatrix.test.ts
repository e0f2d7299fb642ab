/** Each fault on each operation: what the caller gets, and how many requests the platform's journal has. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { cellsOf } from "./faultMatrix/faultMatrix.ts"
import { runCell } from "./faultMatrix/runCell.ts"
import { calledOperations, errorsOf, readShops, twinOperation } from "./faultMatrix/Shop.ts"

const shops = await readShops()

describe.each(shops)("$platform", (shop) => {
  for (const operation of calledOperations(shop)) {
    it.effect(
      operation,
      () =>
        Effect.gen(function* () {
          assert.isDefined(twinOperation(shop, operation), "the twin has no such operation")
          const cells = cellsOf(shop, operation)
          const named = (cell: (typeof cells)[number]) => `${cell.fault}, ${cell.occurrence}`
          const observed: Record<string, unknown> = {}
          for (const cell of cells) {
            observed[named(cell)] = yield* runCell({ shop, operation, ...cell })
          }
          assert.deepStrictEqual(observed, Object.fromEntries(cells.map((cell) => [named(cell), cell.expected])))
        }),
      120_000
    )
  }

  it("every error code of the manifest is in the matrix", () => {
    const sent = calledOperations(shop).flatMap((operation) => errorsOf(shop, operation))
    const missing = shop.adapter.manifest.errors.filter(
      ({ code, subCode }) =>
        !sent.some((one) => one.code.split(":")[0] === code && one.code.includes(subCode?.replaceAll("*", "") ?? ""))
    )
    assert.deepStrictEqual(missing, [])
  })
})
