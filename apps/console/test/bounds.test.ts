/** How large answers are. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { SourceAnswer, WhyAnswer } from "../src/api/index.ts"
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
      const rule = "text of member_0_of_the_line, with the blanks around it taken away"
      assert.strictEqual(kept?.rules[kept.fields[1]?.rule ?? -1], rule)
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

describe("why an order is not here", () => {
  it.live("has at most 200 kB for 200 shops with 100 periods each, and says that there is more", () =>
    Effect.gen(function* () {
      const read = Array.from({ length: 100 }, (_, n) => ({
        since: 1_700_000_000_000 + n * 2,
        until: 1_700_000_000_001 + n * 2
      }))
      const world = yield* makeWorld({
        seen: (store) => ({
          ...store,
          why: (question) =>
            Effect.map(store.why(question), (answers) =>
              answers.slice(0, 1).flatMap((answer) =>
                Array.from({ length: 200 }, (_, n) => ({
                  ...answer,
                  shop: { platform: "fake", shopId: `shop-${n}` },
                  details: { ...answer.details, read }
                }))
              )
            )
        })
      })
      const { json, text } = yield* ask<{ answers: ReadonlyArray<WhyAnswer>; isCut: boolean }>(
        world,
        "/api/why",
        world.tokens.reader,
        { number: "8888" }
      )
      assert.isAtMost(Buffer.byteLength(text), mostBytes)
      assert.deepStrictEqual([json.answers.length, json.isCut], [100, true])
      assert.deepStrictEqual(json.answers[0]?.details.read, read.slice(-10))
      assert.isTrue(json.answers[0]?.details.isReadCut)
    })
  )
})
