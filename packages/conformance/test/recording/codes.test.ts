/** Codes of an order are kept, except parts that look private. */
import { assert, describe, it } from "@effect/vitest"
import { orderJsonSchema, unknownPatterns } from "@huidan/core"
import * as Effect from "effect/Effect"
import { identityCheck } from "../../src/recording/checkDigits.ts"
import { textKindAt, textPatterns } from "../../src/recording/orderTexts.ts"
import { one, record, recorded } from "./recordKiosk.ts"

describe("a code", () => {
  const identity = `11010119900307123${identityCheck("11010119900307123")}`
  const examples: ReadonlyArray<readonly [what: string, code: string, shape: RegExp]> = [
    ["a mobile number", "13812138000", /^1540000\d{4}$/],
    ["one in full width", "转１３８１２１３８００４", /^转(?!１３８１)[０-９]{11}$/],
    ["a landline number", "CALL 0571-88886668", /^CALL 0(?!571)\d{3}-\d{8}$/],
    ["a mobile number in other groups", "TO 138 121 38004", /^TO 154 000 0\d{4}$/],
    ["one with other marks between its groups", "TO 138/1213–8004", /^TO 154\/0000–\d{4}$/],
    ["a landline number in groups", "(0571) 8888-6668", /^\((?!0571)\d{4}\) \d{4}-\d{4}$/],
    ["a number of a service", "CALL 400-820-8820", /^CALL (?!400)\d{3}-\d{3}-\d{4}$/],
    ["a number of another country", "+1 (415) 555-0132", /^\+\d \(\d{3}\) (?!555-0132)\d{3}-\d{4}$/],
    ["an e-mail address", "SENT_TO ming.wang@mail.test", /^SENT_TO [a-z_]{4}\.?[a-z]*@example\.com$/],
    ["an identity card", `CERT ${identity}`, /^CERT 99\d{4}18000101\d{3}[\dX]$/]
  ]
  it.effect.each(examples)("is kept except %s", ([_what, code, shape]) =>
    Effect.gen(function* () {
      const { body, records } = yield* record(one({ id: "o_77777777", state: code, extra: { note: code } }))
      const { extra, state } = JSON.parse(body).data
      assert.match(state, shape)
      assert.strictEqual(extra.note, state)
      const [order] = records as ReadonlyArray<{ readonly status: object }>
      assert.deepInclude(order?.status, { raw: { state } })
    })
  )

  const spellings: ReadonlyArray<readonly [phone: string, code: string]> = [
    ["88886668", "88886668"],
    ["88886668", "CALL 8888-6668"],
    ["0571-88886668", "88886668"],
    ["8888 6668", "057188886668"],
    ["+852 9123 4567", "85291234567"],
    ["+852 9123 4567", "TO_9123.4567"]
  ]
  it.effect.each(spellings)("does not keep the number %s of the order, written as %s", ([phone, state]) =>
    Effect.gen(function* () {
      const { body, records } = yield* record(one({ id: "o_77777777", phones: [phone], state }))
      const written = `${body}${JSON.stringify(records)}`.replaceAll(/(?<=\d)[-. ](?=\d)/g, "")
      assert.notMatch(written, /8888666|9123456/)
      const [order] = records as ReadonlyArray<{ readonly status: object }>
      assert.deepInclude(order?.status, { raw: { state: JSON.parse(body).data.state } })
    })
  )

  it.effect("is kept if it only has digits that no telephone number has", () =>
    Effect.gen(function* () {
      for (const state of ["8888666", "100200300", "2026-11-01 08:30:00", "1.2.10-20261101", "+10 23", "400"])
        assert.strictEqual((yield* recorded({ id: "o_77777777", phones: ["0571-12345678"], state })).state, state)
    })
  )

  it.effect("gets a stand-in if it is a telephone number as a bare number", () =>
    Effect.gen(function* () {
      const { body } = yield* record(one(`{"id":"o_77777777","state":13812138000}`))
      assert.match(body, /"state": 1540000\d{4}\b/)
    })
  )

  it.effect("is kept if it is as long as a token; so are times and amounts as long as a telephone number", () =>
    Effect.gen(function* () {
      const kept = { state: "WAIT_FOR_CONFIRMATION_OF_LEVEL_2", created: "2026-11-01 08:30:00", price: "100000000.13" }
      assert.deepInclude(yield* recorded({ id: "o_77777777", ...kept }), kept)
    })
  )

  it.effect("is kept if it is an amount that looks like a telephone number", () =>
    Effect.gen(function* () {
      for (const price of [13812345678, 13900000000, 15012345678]) {
        const { body, records } = yield* record(one(`{"id":"o_77777777","price":${price}}`))
        assert.include(body, `"price": ${price}`)
        const [order] = records as ReadonlyArray<{ readonly amounts: object }>
        assert.deepInclude(order?.amounts, { payable: Number(`${price}00`) })
      }
    })
  )

  it.effect("is kept if it is an amount with the digits of a telephone number that gets a stand-in", () =>
    Effect.gen(function* () {
      const row = `{"id":"o_77777777","price":13812345678,"phones":["13812345678"],"title":"致电13812345678"}`
      const { phones, price, title } = JSON.parse((yield* record(one(row))).body).data
      assert.strictEqual(price, 13812345678)
      assert.match(phones[0], /^1540000\d{4}$/)
      assert.strictEqual(title, `致电${phones[0]}`)
    })
  )
})

describe("the table of an order's texts", () => {
  it("names fields of the order only", () => {
    // `status.raw` has the members that the platform has.
    const fields = Object.values(textPatterns)
      .flat()
      .map((pattern) => pattern.replace(/^\/status\/raw\/\*$/, "/status/raw"))
    assert.deepStrictEqual(unknownPatterns(fields), [])
  })

  it("names every text of the order, also a new one", () => {
    assert.deepStrictEqual(
      freeTexts(orderJsonSchema(), "").filter((pointer) => textKindAt(pointer) === "value"),
      []
    )
  })
})

/** Pointers of the texts that are not from a closed list, and neither times nor private text. */
function freeTexts(schema: unknown, pointer: string, root: unknown = schema): ReadonlyArray<string> {
  const { $ref, additionalProperties, allOf, anyOf, format, items, properties, type, ...rest } = Object(schema)
  if (typeof $ref === "string") {
    const name = $ref.split("/").at(-1) ?? ""
    return ["PlainText", "MaskedText", "EncryptedText", "PrivateText", "Instant"].includes(name)
      ? []
      : freeTexts(Reflect.get(Object(Reflect.get(Object(root), "$defs")), name), pointer, root)
  }
  if (type === "string") return format === undefined && !("enum" in rest) && !("const" in rest) ? [pointer] : []
  return [
    ...(anyOf ?? []).flatMap((part: unknown) => freeTexts(part, pointer, root)),
    ...Object.entries(Object(properties)).flatMap(([key, child]) => freeTexts(child, `${pointer}/${key}`, root)),
    ...(items === undefined ? [] : freeTexts(items, `${pointer}/*`, root)),
    ...(typeof additionalProperties === "object" ? freeTexts(additionalProperties, `${pointer}/*`, root) : [])
  ]
}
