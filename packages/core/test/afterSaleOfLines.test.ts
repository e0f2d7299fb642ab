import { assert, describe, it } from "@effect/vitest"
import type { AfterSaleState } from "@huidan/core"
import { afterSaleOfLines } from "../src/afterSaleOfLines.ts"

describe("an order's after-sale state from its lines'", () => {
  const rows: ReadonlyArray<readonly [ReadonlyArray<AfterSaleState | null>, AfterSaleState | null]> = [
    [[], null],
    [[null, null], null],
    [["refunded", "in_progress"], "in_progress"],
    [["refunded", "refunded"], "refunded"],
    [["refunded", null], "refunded"],
    [["refunded", "none"], "partially_refunded"],
    [["partially_refunded", "failed"], "partially_refunded"],
    [["ended", "failed"], "failed"],
    [["unknown", "ended"], "ended"],
    [["none", "unknown"], "unknown"],
    [["none", "none"], "none"]
  ]
  it.each(rows)("%j is %s", (lines, expected) => {
    assert.strictEqual(afterSaleOfLines(lines), expected)
  })
})
