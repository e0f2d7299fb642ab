import { assert, describe, it } from "@effect/vitest"
import { type AdapterError, isOrder, isQuarantined, type Json, type Order, type Quarantined } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operationCodec } from "../../src/codec/OperationCodec.ts"
import { makeOrderCodec } from "../../src/codec/OrderCodec.ts"
import { fixed } from "../../src/mapping/Traced.ts"
import * as Wire from "../../src/mapping/Wire.ts"
import { codec, manifest } from "../support.ts"

const one = (data: string) => codec.decode("one", `{"code":0,"data":${data}}`)
const order = (data: string): Effect.Effect<Order, AdapterError> => Effect.map(one(data), ([record]) => record as Order)

describe("a single-order answer", () => {
  it.effect("keeps ids and numbers to the last digit, in the order and in the raw answer", () =>
    Effect.gen(function* () {
      const read = yield* order(`{"id":3418491419818650316,"price":19.90,"goods":1e2}`)
      assert.strictEqual(read.orderId, "3418491419818650316")
      assert.strictEqual(read.key, "shop/s1/3418491419818650316")
      assert.strictEqual(read.amounts.payable, 1990)
      assert.strictEqual(read.amounts.goods, 100)
      assert.deepStrictEqual(Redacted.value(read.source.rawNumbers), ["/data/id", "/data/price", "/data/goods"])
    })
  )

  it.effect("takes every spelling of an absent block and of a list of one", () =>
    Effect.gen(function* () {
      for (const data of ["[]", "{}", "null", `""`]) {
        const error = yield* Effect.flip(one(data))
        assert.deepInclude(error.reason, { _tag: "ResponseDecode", pointer: "/data/id" })
      }
      assert.strictEqual((yield* order(`[{"id":"7","name":"","note":null}]`)).orderId, "7")
    })
  )

  it.effect("fails at the exact pointer and shows no value", () =>
    Effect.gen(function* () {
      const money = yield* Effect.flip(one(`{"id":1,"price":"0.015"}`))
      assert.deepInclude(money.reason, { _tag: "ResponseDecode", pointer: "/data/price" })
      const name = yield* Effect.flip(one(`{"id":1,"name":{"first":"Secretname"}}`))
      assert.deepInclude(name.reason, { pointer: "/data/name", found: "an object of 1 keys" })
      assert.notInclude(name.message, "Secretname")
      const time = yield* Effect.flip(one(`{"id":1,"created":"2023-02-30 00:00:00"}`))
      assert.deepInclude(time.reason, { pointer: "/data/created" })
    })
  )

  it.effect("a body that is no JSON fails with its position", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(codec.decode("one", `{"code":0,"da`))
      assert.deepInclude(error.reason, { _tag: "ResponseDecode", position: 13 })
      const html = yield* Effect.flip(codec.decode("one", "<html>"))
      assert.deepInclude(html.reason, { _tag: "ResponseDecode", position: 0 })
    })
  )

  it.effect("lifts the platform's code, by its sub-code where the table says so", () =>
    Effect.gen(function* () {
      const refuse = (body: string) => Effect.map(Effect.flip(codec.decode("one", body)), (error) => error.reason._tag)
      assert.strictEqual(yield* refuse(`{"code":"7"}`), "Authentication")
      assert.strictEqual(yield* refuse(`{"code":4,"sub_code":"isv.expired-token:3"}`), "Authentication")
      assert.strictEqual(yield* refuse(`{"code":4,"sub_code":"isv.parameter-invalid:17"}`), "NotFound")
      assert.strictEqual(yield* refuse(`{"code":4,"sub_code":""}`), "InvalidRequest")
      assert.strictEqual(yield* refuse(`{"code":12345,"msg":"no"}`), "PlatformRejected")
      assert.strictEqual(yield* refuse(`{"msg":"no"}`), "ResponseDecode")
    })
  )
})

describe("a list", () => {
  it.effect("that is empty is spelled in many ways; one that is left out is not empty", () =>
    Effect.gen(function* () {
      const empty = ['{"list":[]}', '{"list":null}', '{"list":""}', '{"list":{}}']
      for (const data of empty) assert.deepStrictEqual(yield* codec.decode("many", `{"code":0,"data":${data}}`), [])
      const leftOut = ['{"total":500,"rows":[{"id":1}]}', '{"total":0}', '"x"', "[]", "{}", "null", '""']
      for (const answer of ['{"code":0}', ...leftOut.map((data) => `{"code":0,"data":${data}}`)]) {
        const { reason } = yield* Effect.flip(codec.decode("many", answer))
        assert.deepInclude(reason, { _tag: "ResponseDecode", pointer: "/data/list", expected: "a list of orders" })
      }
    })
  )

  it.effect("is empty without its key only where the platform is known to write that", () =>
    Effect.gen(function* () {
      const found = (at: string, data: string, emptyParent?: "[]") => {
        const many = operationCodec({
          at,
          single: false,
          wire: Wire.object({ id: Wire.id }),
          toOrder: ({ id }) => ({ orderId: id, shop: { id: fixed(null, "the row names no shop") } }),
          ...(emptyParent === undefined ? {} : { emptyParent })
        })
        const envelope = { code: "code", messages: [], success: ["0"] }
        const { decode } = makeOrderCodec({ manifest, envelope, operations: { many }, shopId: "s1" })
        const answer = Effect.result(decode("many", `{"code":0,"data":${data}}`))
        return Effect.map(answer, (result) =>
          result._tag === "Success" ? result.success.length : result.failure.reason
        )
      }
      assert.strictEqual(yield* found("/data/list", "[]", "[]"), 0)
      for (const data of ["{}", "null", '""', '{"total":0}']) {
        assert.deepInclude(yield* found("/data/list", data, "[]"), { _tag: "ResponseDecode", pointer: "/data/list" })
      }
      // A list that is all of the data: beside the code, `null` says nothing of it.
      assert.strictEqual(yield* found("/data", "[]"), 0)
      for (const data of ["{}", "null", '""']) {
        assert.deepInclude(yield* found("/data", data), { _tag: "ResponseDecode", pointer: "/data" })
      }
    })
  )

  const body = `{"code":0,"data":{"total":3,"list":[{"id":1,"price":"1.00"},{"id":2,"price":"x","note":"n"},{"price":"1"}]}}`

  it.effect("keeps the platform's order and quarantines a bad row at its place", () =>
    Effect.gen(function* () {
      const records = yield* codec.decode("many", body)
      assert.deepStrictEqual(records.map(isOrder), [true, false, false])
      const rows = records.filter(isQuarantined)
      assert.deepStrictEqual(
        rows.map((row) => codec.encodeQuarantined(row, { reveal: false, raw: "masked" }).pointer),
        ["/data/list/1/price", "/data/list/2/id"]
      )
      const again = yield* codec.decode("many", body)
      assert.deepStrictEqual(
        again.filter(isQuarantined).map((row) => row.fingerprint),
        rows.map((row) => row.fingerprint)
      )
      assert.match((rows[0] as Quarantined).fingerprint, /^[0-9a-f]{64}$/)
    })
  )

  it.effect("has the same records when each of its rows is decoded alone", () =>
    Effect.gen(function* () {
      const rows = [
        '{"id":3418491419818650316,"price":19.90,"goods":1e2,"name":"王小明"}',
        '{"id":1,"price":"x","goods":1e2}',
        '{"price":"1","note":12345678901234567890}'
      ]
      const askedAt = DateTime.makeUnsafe(1_700_000_000_000)
      for (const record of yield* codec.decode("many", `{"code":0,"data":{"list":[${rows.join(",")}]}}`)) {
        const { raw, rawNumbers } = isOrder(record) ? record.source : record
        const kept = JSON.parse(JSON.stringify(raw === null ? null : Redacted.value(raw))) as Json
        const alone = yield* codec.decodeRow("many", kept, Redacted.value(rawNumbers), askedAt)
        if (isOrder(record)) {
          assert.deepStrictEqual(alone, { ...record, source: { ...record.source, askedAt } })
        } else {
          assert.strictEqual((alone as Quarantined).fingerprint, record.fingerprint)
          assert.deepStrictEqual((alone as Quarantined).raw, record.raw)
          assert.deepInclude((alone as Quarantined).error.reason, { _tag: "ResponseDecode" })
        }
      }
      const [single] = yield* codec.decode("one", `{"code":0,"data":${rows[0]}}`)
      const source = (single as Order).source
      const raw = source.raw === null ? null : Redacted.value(source.raw)
      assert.deepStrictEqual(yield* codec.decodeRow("one", raw, Redacted.value(source.rawNumbers), null), single)
      assert.strictEqual((yield* Effect.flip(codec.decodeRow("one", {}, [], null))).reason._tag, "ResponseDecode")
      assert.strictEqual((yield* Effect.flip(codec.decodeRow("none", {}, [], null))).reason._tag, "NotSupported")
    })
  )

  it.effect("explains each of its rows alone as in the answer, with places in the row", () =>
    Effect.gen(function* () {
      const rows = ['{"id":3418491419818650316,"price":19.90,"x":{"a":1}}', '{"id":1,"price":"x"}']
      const many = `{"code":0,"data":{"total":2,"list":[${rows.join(",")}]}}`
      const whole = yield* codec.explain("many", many)
      const [order, bad] = yield* codec.decode("many", many)
      const { raw, rawNumbers } = (order as Order).source
      const kept = JSON.parse(JSON.stringify(raw === null ? null : Redacted.value(raw))) as Json
      const alone = yield* codec.explainRow("many", kept, Redacted.value(rawNumbers))
      assert.deepStrictEqual(alone, {
        operation: "many",
        records: whole.records.slice(0, 1).map(({ fields, orderId }) => ({
          orderId,
          fields: fields.map((field) => ({
            ...field,
            pointers: field.pointers.map((pointer) => pointer.replace("/data/list/0/", "/"))
          }))
        })),
        unread: ["/x"]
      })
      assert.deepInclude(alone.records[0]?.fields ?? [], {
        path: "/amounts/payable",
        pointers: ["/price"],
        rule: "an amount in yuan"
      })
      const row = bad as Quarantined
      const unreadable = yield* codec.explainRow("many", Redacted.value(row.raw), Redacted.value(row.rawNumbers))
      assert.deepStrictEqual(unreadable.records, [{ orderId: null, fields: [] }])
      // A number that was kept as text is read as a number.
      const numbered = yield* codec.explainRow("many", { id: "2.0" }, ["/id"])
      assert.strictEqual(numbered.records[0]?.orderId, "2")
    })
  )

  it.effect("explains the whole answer of an operation of one order, with the frame around it", () =>
    Effect.gen(function* () {
      const body = `{"code":0,"data":{"id":"7","price":"1.00","x":1},"y":2}`
      const alone = yield* codec.explainRow("one", JSON.parse(body), [])
      assert.deepStrictEqual(alone, yield* codec.explain("one", body))
      assert.deepStrictEqual(alone.unread, ["/data/x", "/y"])
      assert.strictEqual((yield* Effect.flip(codec.explainRow("one", {}, []))).reason._tag, "ResponseDecode")
      assert.strictEqual((yield* Effect.flip(codec.explainRow("none", {}, []))).reason._tag, "NotSupported")
    })
  )

  it.effect("points from each row to the numbers in that row alone, also where it is quarantined", () =>
    Effect.gen(function* () {
      const records = yield* codec.decode(
        "many",
        `{"code":0,"data":{"list":[{"id":3418491419818650316},{"id":1,"price":"x","goods":1e2},{"id":2}]}}`
      )
      assert.deepStrictEqual(
        records.map((record) => Redacted.value(isOrder(record) ? record.source.rawNumbers : record.rawNumbers)),
        [["/id"], ["/goods"], []]
      )
    })
  )

  it.effect("a row of another shop fails the call, and cannot be explained either", () =>
    Effect.gen(function* () {
      const Row = Wire.object({ id: Wire.id, shop: Wire.id })
      const many = operationCodec({
        at: "/data/list",
        single: false,
        wire: Row,
        toOrder: ({ id, shop }) => ({ orderId: id, shop: { id: shop } })
      })
      const ofOneShop = makeOrderCodec({
        manifest,
        envelope: { code: "code", messages: [], success: ["0"] },
        operations: { many },
        shopId: "s1"
      })
      const body = `{"code":0,"data":{"list":[{"id":1,"shop":"s1"},{"id":2,"shop":"s2"}]}}`
      const failures = [
        yield* Effect.flip(ofOneShop.decode("many", body)),
        yield* Effect.flip(ofOneShop.explain("many", body))
      ]
      assert.deepStrictEqual(
        failures.map(({ reason }) => reason._tag),
        ["Configuration", "Configuration"]
      )
    })
  )

  it.effect("a scalar in its place is an error", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(codec.decode("many", `{"code":0,"data":{"list":7}}`))
      assert.deepInclude(error.reason, { pointer: "/data/list" })
    })
  )

  it.effect("explain names pointers in the answer, and the largest parts that nothing read", () =>
    Effect.gen(function* () {
      const explained = yield* codec.explain(
        "many",
        `{"code":0,"data":{"total":1,"list":[{"id":1,"price":"1.00","x":{"a":1,"b":[2]},"y":[]}]}}`
      )
      assert.deepStrictEqual(explained.unread, ["/data/list/0/x"])
      assert.deepInclude(explained.records[0]?.fields ?? [], {
        path: "/amounts/payable",
        pointers: ["/data/list/0/price"],
        rule: "an amount in yuan"
      })
    })
  )
})

describe("what is shown", () => {
  it.effect("masks private text and everything unread, in the order and in its raw answer", () =>
    Effect.gen(function* () {
      const read = yield* order(
        `{"id":1,"name":"王小明","note":"hello","other":"王小明","phone":13812345678,"rows":12}`
      )
      assert.notInclude(JSON.stringify(read), "王小明")
      const masked = codec.encode(read, { reveal: false, raw: "masked" })
      assert.deepStrictEqual(masked.buyer.name, { state: "masked", value: "•••" })
      assert.deepStrictEqual(masked.source.raw, {
        code: 0,
        data: { id: 1, name: "•••", note: "•••••", other: "•••", phone: "•••••••••••", rows: 12 }
      })
      const full = codec.encode(read, { reveal: true, raw: "full" })
      assert.deepStrictEqual(full.buyer.name, { state: "plain", value: "王小明" })
      assert.include(JSON.stringify(full.source.raw), "13812345678")
      assert.isNull(codec.encode(read, { reveal: false, raw: "omit" }).source.raw)
    })
  )

  it.effect("keeps the platform's words in the envelope, which carry nothing of the order", () =>
    Effect.gen(function* () {
      const [read] = yield* codec.decode("one", `{"code":0,"msg":"success","data":{"id":1}}`)
      const { raw } = codec.encode(read as Order, { reveal: false, raw: "masked" }).source
      assert.deepStrictEqual(raw, { code: 0, msg: "success", data: { id: 1 } })
    })
  )

  it.effect("of a row that cannot be read masks private text, and a value of another kind than its schema has", () =>
    Effect.gen(function* () {
      const [row] = yield* codec.decode("many", `{"code":0,"data":{"list":[{"id":"abc","name":"王小明","price":"x"}]}}`)
      const shown = codec.encodeQuarantined(row as Quarantined, { reveal: false, raw: "masked" })
      assert.deepStrictEqual(shown.raw, { id: "abc", name: "•••", price: "•" })
    })
  )
})

describe("what must not get through", () => {
  it.effect("an amount beyond the safe range fails at its own place", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(one(`{"id":1,"created":"9999-12-31 23:59:59-14:00"}`))
      assert.deepInclude(error.reason, { _tag: "ResponseDecode", pointer: "/data/created" })
    })
  )

  it.effect("a fraction or an exponent is no id", () =>
    Effect.gen(function* () {
      for (const id of ["1.5", "1e20", "-1.5e3", "true"]) {
        assert.deepInclude((yield* Effect.flip(one(`{"id":${id}}`))).reason, { pointer: "/data/id" })
      }
    })
  )

  it.effect("a platform's words are cut, and long digits and tokens in them masked", () =>
    Effect.gen(function* () {
      const words = `access_token SECRETTOKEN1234567890abcdef of 13472135933 invalid ${"x ".repeat(300)}`
      const error = yield* Effect.flip(codec.decode("one", JSON.stringify({ code: 77, msg: words })))
      assert.notInclude(JSON.stringify(error), "SECRETTOKEN")
      assert.notInclude(error.message, "13472135933")
      assert.isAtMost(error.answer?.message?.length ?? 0, 201)
    })
  )

  it.effect("a number equal to a private one, and digits in a key", () =>
    Effect.gen(function* () {
      const read = yield* order(`{"id":"7","name":13472135933,"goods":1,"note":"13472135933","13472135933":{"a":1}}`)
      const shown = JSON.stringify(codec.encode(read, { reveal: false, raw: "masked" }).source.raw)
      assert.notInclude(shown, "13472135933")
    })
  )
})
