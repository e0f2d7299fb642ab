/** What is shown of an answer is decided by the places of its schema, not by what was decoded. */

import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { isOrder, isQuarantined, plainText } from "@huidan/core"
import * as Effect from "effect/Effect"
import { operationCodec } from "../../src/codec/OperationCodec.ts"
import { makeOrderCodec } from "../../src/codec/OrderCodec.ts"
import { fixed } from "../../src/mapping/Traced.ts"
import * as Wire from "../../src/mapping/Wire.ts"
import { manifest } from "../support.ts"

const has_result = Wire.flag

const Row = Wire.object({
  id: Wire.id,
  title: Wire.text,
  price: Wire.fen,
  name: Wire.privateText,
  full_name: Wire.privateText,
  receiver: Wire.block({ has_result, name: Wire.privateText, city: Wire.name }),
  items: Wire.list(Wire.object({ id: Wire.id, comment: Wire.privateText })),
  coupons: Wire.idList
})

const toOrder = (row: typeof Row.Type) => ({
  orderId: row.id,
  shop: { id: fixed(null, "none") },
  amounts: { payable: row.price },
  buyer: { name: row.name.orElse(row.full_name) },
  recipient: { name: row.receiver.name, city: row.receiver.city },
  lines: row.items.map((item) => ({ lineId: item.id })),
  notes: { buyer: row.items[0]?.comment ?? null }
})

const codec = makeOrderCodec({
  manifest,
  envelope: { code: "code", messages: ["msg"], success: ["0"], others: ["request"] },
  operations: {
    one: operationCodec({ at: "/data", single: true, wire: Row, toOrder }),
    many: operationCodec({ at: "/data/list", single: false, wire: Row, toOrder, paging: ["/data/total"] })
  },
  shopId: "s1"
})

/** The answer with this order as it is shown: its raw, masked, and all that is printed of it. */
const shown = (data: string, envelope = "") =>
  Effect.gen(function* () {
    const body = `{"code":0,${envelope}"data":${data}}`
    const [order] = yield* codec.decode("one", body)
    if (order === undefined || !isOrder(order)) return yield* Effect.die("no order")
    const encoded = codec.encode(order, { reveal: false, raw: "masked" })
    const explained = yield* codec.explain("one", body)
    return {
      raw: Reflect.get(Object(encoded.source.raw), "data"),
      answer: encoded.source.raw,
      numbers: encoded.source.rawNumbers,
      unread: explained.unread,
      everything: [JSON.stringify([encoded, explained, order]), inspect(order, { depth: null })].join("\n")
    }
  })

describe("a masked answer", () => {
  it.effect("hides a private text that the mapping only looked at", () =>
    Effect.gen(function* () {
      const { everything, unread } = yield* shown(
        `{"id":"7","name":"Secretone","full_name":"Secretone Secrettwo","other":"x"}`
      )
      assert.notInclude(everything, "Secret")
      assert.deepStrictEqual(unread, ["/data/other"])
    })
  )

  it.effect.each([
    ["says that there is nothing in it", `{"has_result":false,"name":"王小明","city":"杭州"}`],
    ["is a list of one", `[{"has_result":false,"name":"王小明","city":"杭州"}]`]
  ])("hides private text of a block that %s", ([_, receiver]) =>
    Effect.gen(function* () {
      const { everything, raw } = yield* shown(`{"id":"7","receiver":${receiver}}`)
      assert.notInclude(everything, "王小明")
      assert.include(JSON.stringify(raw.receiver), `"name":"•••","city":"杭州"`)
    })
  )

  it.effect("hides private text in a row that cannot be read, and what is of another kind than its schema has", () =>
    Effect.gen(function* () {
      const rows = [
        { id: "1", price: "王小明", name: { first: "小明", 王: 1 }, title: "书", receiver: "李四", items: ["赵六"] },
        { id: "2", price: 1, name: ["13812345678", true], coupons: '[{"phone":"13812345678"}]' }
      ]
      const records = yield* codec.decode("many", JSON.stringify({ code: 0, data: { list: rows } }))
      assert.isTrue(records.every(isQuarantined))
      assert.deepStrictEqual(
        records.filter(isQuarantined).map((row) => codec.encodeQuarantined(row, { reveal: false, raw: "masked" }).raw),
        [
          { id: "1", price: "•••", name: { "•••••": "••", "•": "•" }, title: "书", receiver: "••", items: ["••"] },
          { id: "2", price: 1, name: ["•••••••••••", "••••"], coupons: "•".repeat(25) }
        ]
      )
    })
  )

  it.effect("hides texts that are keys, in the answer, in pointers and in what is explained", () =>
    Effect.gen(function* () {
      const keys = ["王小明", "13812345678", "wang@mail.test", "Wang Xiaoming", "138 1234 5678"]
      const extra = `{${keys.map((key) => `"${key}":19.90`).join()},"by_id":{"o_1":1e2}}`
      const { everything, numbers, raw, unread } = yield* shown(`{"id":"7","extra":${extra}}`)
      for (const key of keys) assert.notInclude(everything, key)
      assert.deepStrictEqual(Object.keys(raw.extra), [
        "•••",
        "•".repeat(11),
        "•".repeat(14),
        "•".repeat(13),
        `${"•".repeat(13)}2`,
        "by_id"
      ])
      assert.deepStrictEqual(unread, ["/data/extra"])
      assert.deepStrictEqual(numbers, [])
    })
  )

  it.effect("hides a key that is a private text, though it looks like the name of a field", () =>
    Effect.gen(function* () {
      const { everything } = yield* shown(`{"id":"7","name":"xiaoming","orders_of":{"xiaoming":3}}`)
      assert.notInclude(everything, "xiaoming")
    })
  )

  it.effect("hides long numbers where a list has its indices", () =>
    Effect.gen(function* () {
      const body = `{"code":0,"data":{"list":[{"id":"7","items":{"13812345678":{"id":"a","comment":"hi"},"1":{"id":1e2}}}]}}`
      const error = (yield* codec.decode("many", body)).filter(isQuarantined)[0]?.error
      assert.deepInclude(error?.reason, { pointer: "/data/list/0/items/1/id" })
      const { everything, raw } = yield* shown(`{"id":"7","items":{"13812345678":{"id":"a","comment":"hi"}}}`)
      assert.notInclude(everything, "13812345678")
      assert.deepStrictEqual(raw.items, { "•••••••••••": { id: "a", comment: "••" } })
    })
  )

  it.effect("names the numbers that it shows, and no others", () =>
    Effect.gen(function* () {
      const { numbers } = yield* shown(`{"id":3418491419818650316,"name":13812345678.0,"x":{"y":99999999999999999}}`)
      assert.deepStrictEqual(numbers, ["/data/id"])
    })
  )

  it.effect.each([
    ["an object", '{"name":"王小明"}'],
    ["a list of objects", '[{"name":"王小明"}]'],
    ["a list of texts", '["王小明"]'],
    ["a list of numbers", "[13812345678]"],
    ["nested", JSON.stringify(JSON.stringify({ name: "王小明" }))],
    ["cut", '收货信息：{"name":"王小明'],
    ["nearly", "{姓名: 王小明}"],
    ["with single quotes", "{'name': '王小明'}"]
  ])("hides JSON that was sent as a text: %s", ([_, title]) =>
    Effect.gen(function* () {
      const { raw } = yield* shown(JSON.stringify({ id: "7", title, receiver: { city: title }, other: title }))
      for (const key of ["title", "other"]) assert.match(raw[key], /^•+$/)
      assert.notInclude(JSON.stringify(raw), "王小明")
    })
  )

  it.effect("shows a list of ids that was sent as a text, and brackets in words", () =>
    Effect.gen(function* () {
      const { raw } = yield* shown(`{"id":"7","coupons":"[\\"c1\\",22]","title":"[新品] T恤 {白}"}`)
      assert.deepInclude(raw, { coupons: '["c1",22]', title: "[新品] T恤 {白}" })
    })
  )

  it.effect("shows of the platform's words only harmless ones, and nothing that the frame repeats", () =>
    Effect.gen(function* () {
      const { answer } = yield* shown(`{"id":"7"}`, `"msg":"请求成功 王小明","request":{"phone":13812345678},`)
      assert.deepStrictEqual(answer, {
        code: 0,
        msg: "请求成功 •••",
        request: { phone: "•••••••••••" },
        data: { id: "7" }
      })
    })
  )

  it.effect("keeps members apart whose masked keys are equal", () =>
    Effect.gen(function* () {
      const { raw } = yield* shown(`{"id":"7","by_name":{"张三":1,"李四":2,"王五":3}}`)
      assert.deepStrictEqual(raw.by_name, { "••": 1, "••2": 2, "••3": 3 })
    })
  )

  it.effect("shows nothing of an operation that the adapter does not have", () =>
    Effect.gen(function* () {
      const [order] = yield* codec.decode("one", `{"code":0,"data":{"id":"7","title":"书"}}`)
      if (order === undefined || !isOrder(order)) return yield* Effect.die("no order")
      const foreign = { ...order, source: { ...order.source, operation: "other" } }
      assert.deepStrictEqual(codec.encode(foreign, { reveal: false, raw: "masked" }).source.raw, {
        code: 0,
        data: { id: "•", title: "•" }
      })
    })
  )
})

describe("text that only the mapping makes private", () => {
  const { decode, encode } = makeOrderCodec({
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
      const records = yield* decode("many", JSON.stringify({ code: 0, data: rows }))
      const raws = records.filter(isOrder).map((order) => encode(order, { reveal: false, raw: "masked" }).source.raw)
      const masked = { name: "•••••••", note: "•••••••", phones: ["•••••••", "•••••••"] }
      assert.deepStrictEqual(raws, [
        { id: 1, ...masked },
        { id: 2, ...masked }
      ])
    })
  )
})
