import { assert, describe, it } from "@effect/vitest"
import type { AfterSaleState } from "@huidan/core"
import * as Effect from "effect/Effect"
import { operationCodec } from "../../src/codec/OperationCodec.ts"
import { makeOrderCodec } from "../../src/codec/OrderCodec.ts"
import { afterSaleOfLines } from "../../src/mapping/afterSalePrecedence.ts"
import { signedChange } from "../../src/mapping/signedChange.ts"
import { fixed } from "../../src/mapping/Traced.ts"
import * as Wire from "../../src/mapping/Wire.ts"
import { manifest } from "../support.ts"

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

describe("a price change without a documented sign", () => {
  const rows = [
    [100, 1100, 100],
    [100, 900, -100],
    [-100, 900, -100],
    [0, 1000, 0],
    [100, 777, 100],
    [100, null, 100],
    [null, 1000, null]
  ] as const
  it.each(rows)("%j with %j payable is %j", (change, payable, expected) => {
    const amount = (value: number | null) => fixed<number | null>(value, "test")
    const parts = { goods: amount(1000), freight: amount(50), discount: amount(50), payable: amount(payable) }
    assert.strictEqual(signedChange(amount(change), parts, "±").value, expected)
  })
})

describe("what a wire schema declares", () => {
  const Row = Wire.object({ id: Wire.id, name: Wire.privateText, fullName: Wire.privateText })
  const codec = makeOrderCodec({
    manifest,
    envelope: { code: "code", messages: ["msg"], success: ["0"] },
    operations: {
      one: operationCodec({
        at: "/data",
        single: true,
        wire: Row,
        toOrder: (row) => ({
          orderId: row.id,
          shop: { id: fixed(null, "none") },
          buyer: { name: row.name.orElse(row.fullName) }
        })
      })
    },
    shopId: "s1"
  })
  const body = `{"code":0,"data":{"id":"7","name":"Secretone","fullName":"Secretone Secrettwo","other":"x"}}`

  it.effect("counts as read", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* codec.explain("one", body)).unread, ["/data/other"])
    })
  )

  it.effect("is masked where it is private, though the mapping only looked at it", () =>
    Effect.gen(function* () {
      const [order] = yield* codec.decode("one", body)
      assert.isTrue(order !== undefined && "orderId" in order)
      if (order === undefined || !("orderId" in order)) return
      assert.notInclude(JSON.stringify(codec.encode(order, { reveal: false, raw: "masked" })), "Secret")
    })
  )
})
