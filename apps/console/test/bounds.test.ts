/** How large answers are. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { SourceAnswer } from "../src/api/index.ts"
import { ask, makeWorld } from "./support/world.ts"

const mostBytes = 200_000

describe("the source of an order", () => {
  it.live("has at most 200 kB for 100 lines: each rule once, and the fields that fit", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld({ lines: 100 })
      const { json, status, text } = yield* ask<{ answers: ReadonlyArray<SourceAnswer> }>(
        world,
        "/api/orders/fake/s1/o_1/source?operation=detail",
        world.tokens.reader
      )
      assert.strictEqual(status, 200)
      assert.isAtMost(Buffer.byteLength(text), mostBytes)
      const kept = json.answers[0]?.kept
      assert.isTrue(kept?.isCut)
      assert.isFalse(json.answers[0]?.isTooLarge)
      assert.strictEqual(new Set(kept?.rules).size, kept?.rules.length)
      assert.deepInclude(kept?.fields[1], { path: "/lines/0/member_0_of_the_line" })
      assert.strictEqual(kept?.rules[kept.fields[1]?.rule ?? -1], "text of member_0_of_the_line, with the blanks around it taken away")
    })
  )

  it.live("names an answer that is too large, without its content", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld({ lines: 1000 })
      const { json, text } = yield* ask<{ answers: ReadonlyArray<SourceAnswer> }>(
        world,
        "/api/orders/fake/s1/o_1/source",
        world.tokens.reader
      )
      assert.isAtMost(Buffer.byteLength(text), mostBytes)
      assert.deepInclude(json.answers[0], { operation: "detail", kept: null, isTooLarge: true })
    })
  )
})
