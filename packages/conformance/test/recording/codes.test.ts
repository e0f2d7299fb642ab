/** What an order has for codes: they stay, but for what looks private in them. */
import { assert, describe, it } from "@effect/vitest"
import { orderJsonSchema } from "@huidan/core"
import * as Effect from "effect/Effect"
import { unknownPatterns } from "../../src/index.ts"
import { identityCheck } from "../../src/recording/checkDigits.ts"
import { textKindAt, textPatterns } from "../../src/recording/orderTexts.ts"
import { one, record, recorded, refusal } from "./recordKiosk.ts"

describe("a code", () => {
  const identity = `11010119900307123${identityCheck("11010119900307123")}`
  const told: ReadonlyArray<readonly [what: string, code: string, shape: RegExp]> = [
    ["a mobile number", "13812138000", /^1540000\d{4}$/],
    ["one in full width", "转１３８１２１３８００４", /^转(?!１３８１)[０-９]{11}$/],
    ["a landline number", "CALL 0571-88886668", /^CALL 0(?!571)\d{3}-\d{8}$/],
    ["an e-mail address", "SENT_TO ming.wang@mail.test", /^SENT_TO [a-z_]{4}\.?[a-z]*@example\.com$/],
    ["an identity card", `CERT ${identity}`, /^CERT 99\d{4}18000101\d{3}[\dX]$/]
  ]
  it.effect.each(told)("stays but for %s", ([_what, code, shape]) =>
    Effect.gen(function* () {
      const { body, records } = yield* record(one({ id: "o_77777777", state: code, extra: { note: code } }))
      const { extra, state } = JSON.parse(body).data
      assert.match(state, shape)
      assert.strictEqual(extra.note, state)
      const [order] = records as ReadonlyArray<{ readonly status: object }>
      assert.deepInclude(order?.status, { raw: { state } })
    })
  )

  it.effect("gets a stand-in where it is a telephone number as a bare number", () =>
    Effect.gen(function* () {
      const { body } = yield* record(one(`{"id":"o_77777777","state":13812138000}`))
      assert.match(body, /"state": 1540000\d{4}\b/)
    })
  )

  it.effect("stays where it is as long as a token, and a time and an amount as long as a telephone number", () =>
    Effect.gen(function* () {
      const kept = { state: "WAIT_FOR_CONFIRMATION_OF_LEVEL_2", created: "2026-11-01 08:30:00", price: "100000000.13" }
      assert.deepInclude(yield* recorded({ id: "o_77777777", ...kept }), kept)
    })
  )

  it.effect(
    "that is an amount is refused where it is written like a telephone number, for another one would be another amount",
    () =>
      Effect.gen(function* () {
        const refused = yield* refusal(one(`{"id":"o_20261101123","price":13812138000}`))
        assert.strictEqual(refused.pointer, "/0/amounts/payable")
        assert.notInclude(JSON.stringify(refused), "13812138000")
      })
  )
})

describe("the table of an order's texts", () => {
  it("names fields of the order only", () => {
    assert.deepStrictEqual(unknownPatterns(Object.values(textPatterns).flat()), [])
  })

  it("takes these texts for codes, and no other: a new text must be thought of", () => {
    const left = [...new Set(freeTexts(orderJsonSchema(), ""))].filter((pointer) => textKindAt(pointer) === "code")
    assert.deepStrictEqual(left.toSorted(), [
      "/amounts/currency",
      "/channel/code",
      "/delivery/shipments/*/carrierCode",
      "/fees/*/kind",
      "/lines/*/channel/code",
      "/notes/flag",
      "/payment/collection/code",
      "/payment/methodRaw",
      "/platform",
      "/recipient/areaCode",
      "/source/adapter",
      "/source/adapterVersion",
      "/source/operation",
      "/source/rawNumbers/*",
      "/status/raw/*",
      "/warnings/*/path"
    ])
  })
})

/** Pointers of the texts that are neither of a closed list, nor a time, nor private text. */
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
