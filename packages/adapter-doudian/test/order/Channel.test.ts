import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { decode } from "../support/decode.ts"

describe("channel", () => {
  const rows = [
    [{ c_biz_desc: "小店自卖", theme_type: "1", theme_type_desc: "直播间" }, "小店自卖"],
    [{ c_biz_desc: "", theme_type: "1", theme_type_desc: "直播间" }, null],
    [{}, null]
  ] as const
  it.effect.each(rows)("the traffic of %o: %s", ([line, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [line])).channel.trafficSource, expected)
    })
  )

  it.effect("is what all lines agree on; where they do not, each line has its own", () =>
    Effect.gen(function* () {
      const alike = yield* decode({}, [
        { b_type: 2, author_id: 7 },
        { b_type: "2", author_id: "7" }
      ])
      assert.deepStrictEqual([alike.channel.code, alike.channel.creatorId], ["2", "7"])
      assert.deepStrictEqual(
        alike.lines.map((line) => line.channel),
        [null, null]
      )
      const ofOrder = yield* decode({ b_type: 2, b_type_desc: "抖音" }, [{}, {}])
      assert.deepStrictEqual([ofOrder.channel.code, ofOrder.channel.name], ["2", "抖音"])
      assert.deepStrictEqual(
        ofOrder.lines.map((line) => line.channel),
        [null, null]
      )
      const elsewhere = yield* decode({ b_type: 2, b_type_desc: "抖音" }, [{ b_type: 11, b_type_desc: "抖音极速版" }])
      assert.deepStrictEqual([elsewhere.channel.code, elsewhere.lines[0]?.channel?.name], ["2", "抖音极速版"])
      const unlike = yield* decode({}, [{ b_type: 2, video_id: "1" }, { b_type: 2 }])
      assert.deepStrictEqual([unlike.channel.code, unlike.channel.videoId], ["2", null])
      assert.deepStrictEqual(
        unlike.lines.map((line) => [line.channel?.code, line.channel?.videoId]),
        [
          ["2", "1"],
          ["2", null]
        ]
      )
    })
  )
})
