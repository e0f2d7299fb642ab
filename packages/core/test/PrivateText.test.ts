import { inspect } from "node:util"
import { describe, expect, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import {
  encryptedText,
  isPrivateText,
  maskCharacters,
  maskedText,
  PrivateText,
  type PrivateTextJson,
  plainText,
  plainValue,
  sentText,
  shownText
} from "../src/index.ts"

const phone = "13800138000"
const encode = Schema.encodeSync(PrivateText)
const decode = Schema.decodeUnknownResult(PrivateText)

describe("a plain value", () => {
  it("shows itself to nobody who only prints it", () => {
    const text = plainText(phone)
    const shown = [
      JSON.stringify(text),
      inspect(text, { depth: 9, showHidden: true }),
      String(Object.values(text)),
      `${Object.entries(text)}`
    ]
    expect(shown.join("\n")).not.toContain("138")
  })

  it("comes out by Redacted.value, by plainValue and by encoding", () => {
    const text = plainText(phone)
    expect(text.state === "plain" && Redacted.value(text.value)).toBe(phone)
    expect(plainValue(text)).toBe(phone)
    expect(encode(text)).toStrictEqual({ state: "plain", value: phone })
  })

  it("is not shown by the failure of a decode", () => {
    const failed = decode({ state: "plain", value: { digits: phone } })
    expect(Result.isFailure(failed) && failed.failure.message).not.toContain("138")
  })
})

describe("masking", () => {
  it.each([
    ["", ""],
    ["李", "•"],
    ["王小明", "•••"],
    [phone, "•".repeat(11)],
    ["😀x", "••"]
  ])("%j → %j", (value, masked) => {
    expect(maskCharacters(value)).toBe(masked)
    expect(shownText(plainText(value))).toBe(masked)
  })
})

describe("reading", () => {
  const cipher = "#a#b#1##"
  const texts = [
    ["a plain value", plainText(phone), { plain: phone, shown: "•".repeat(11), sent: phone }],
    ["a masked one", maskedText("13*******18"), { plain: null, shown: "13*******18", sent: "13*******18" }],
    ["an encrypted one", encryptedText(cipher, "张*"), { plain: null, shown: "张*", sent: cipher }],
    ["an encrypted one without its mask", encryptedText(cipher, null), { plain: null, shown: null, sent: cipher }]
  ] as const
  const read = (text: PrivateText | PrivateTextJson | null | undefined) => ({
    plain: plainValue(text),
    shown: shownText(text),
    sent: sentText(text)
  })

  it.each(texts)("%s, in memory and in JSON", (_, text, expected) => {
    expect(read(text)).toStrictEqual(expected)
    const revealed = text.state === "plain" ? { ...expected, shown: phone } : expected
    expect(read(encode(text))).toStrictEqual(revealed)
  })

  it("an empty one is text, one that is not there is null", () => {
    expect(read(plainText(""))).toStrictEqual({ plain: "", shown: "", sent: "" })
    for (const absent of [null, undefined]) expect(read(absent)).toStrictEqual({ plain: null, shown: null, sent: null })
  })
})

describe("the schema", () => {
  it.prop("encodes and decodes every private text to itself", [PrivateText], ([text]) => {
    const back = Result.getOrThrow(decode(JSON.parse(JSON.stringify(encode(text)))))
    expect(encode(back)).toStrictEqual(encode(text))
    expect(back.state).toBe(text.state)
  })

  it.each([
    [{ state: "masked", value: null }],
    [{ state: "encrypted", cipher: "$x$" }],
    [{ state: "open", value: "x" }],
    ["plain text"],
    [null]
  ])("%j is not private text", (value) => {
    expect(Result.isFailure(decode(value))).toBe(true)
    expect(isPrivateText(value)).toBe(false)
  })

  it("recognises values in memory: a plain one must be redacted", () => {
    expect([plainText("x"), maskedText("*"), encryptedText("c", null)].every(isPrivateText)).toBe(true)
    expect(isPrivateText({ state: "plain", value: "x" })).toBe(false)
  })
})
