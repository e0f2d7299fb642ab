import { assert, describe, it } from "@effect/vitest"
import { isOrder, plainText } from "@huidan/core"
import * as Effect from "effect/Effect"
import { operationCodec } from "../../src/codec/OperationCodec.ts"
import { makeOrderCodec } from "../../src/codec/OrderCodec.ts"
import { fixed } from "../../src/mapping/Traced.ts"
import * as Wire from "../../src/mapping/Wire.ts"
import { manifest } from "../support.ts"

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
      assert.isTrue(order !== undefined && isOrder(order))
      if (order === undefined || !isOrder(order)) return
      assert.notInclude(JSON.stringify(codec.encode(order, { reveal: false, raw: "masked" })), "Secret")
    })
  )
})

describe("text that only the mapping makes private", () => {
  const codec = makeOrderCodec({
    manifest,
    envelope: { code: "code", messages: [], success: ["0"] },
    operations: {
      many: operationCodec({
        at: "/data",
        single: false,
        wire: Wire.object({ id: Wire.id, name: Wire.text, note: Wire.text, phones: Wire.list(Wire.text) }),
        toOrder: (row) => ({
          orderId: row.id,
          shop: { id: fixed(null, "none") },
          buyer: {
            name: row.name.map(plainText),
            phones: row.phones.map((phone) => phone.mapAll((text) => plainText(text ?? "")))
          }
        })
      })
    },
    shopId: "s1"
  })

  it.effect("is masked in the raw answer of every row, wherever it is repeated", () =>
    Effect.gen(function* () {
      const rows = [1, 2].map((id) => ({ id, name: `Secret${id}`, note: `Secret${id}`, phones: ["1380000", 1390000] }))
      const records = yield* codec.decode("many", JSON.stringify({ code: 0, data: rows }))
      const raws = records
        .filter(isOrder)
        .map((order) => codec.encode(order, { reveal: false, raw: "masked" }).source.raw)
      const masked = { name: "•••••••", note: "•••••••", phones: ["•••••••", "•••••••"] }
      assert.deepStrictEqual(raws, [
        { id: 1, ...masked },
        { id: 2, ...masked }
      ])
    })
  )
})
