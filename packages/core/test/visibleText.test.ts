import { describe, expect, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { AdapterError, visibleText } from "../src/index.ts"

describe("text for people", () => {
  it.each([
    ["an escape sequence", "\u001b[31m红", "\\u001b[31m红"],
    ["line ends", "a\nb\r\nc\u2028d\u2029e\u0085f", "a\\nb\\r\\nc\\u2028d\\u2029e\\u0085f"],
    ["a tab, a bell, a null, a delete", "\t\u0007\0\u007f", "\\t\\u0007\\u0000\\u007f"],
    ["control characters of C1", "\u009b2J\u0090", "\\u009b2J\\u0090"],
    [
      "what changes the direction",
      "\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
      "\\u202a\\u202e\\u2066\\u2069\\u200e\\u200f\\u061c"
    ],
    ["halves of characters", "\ud83d-\udc69", "\\ud83d-\\udc69"]
  ])("shows %s", (_, text, shown) => {
    expect(visibleText(text)).toBe(shown)
    expect(visibleText(shown)).toBe(shown)
  })

  it.each(["👩‍🏫", "❤️", "क्‍ष", "می‌خواهم", "𠮷野家", "é"])("leaves what is written: %s", (text) => {
    expect(visibleText(text)).toBe(text)
  })

  it.prop("never changes what JSON says", [Schema.String], ([text]) => {
    expect(JSON.parse(visibleText(JSON.stringify({ text })))).toEqual({ text })
  })

  it("is what an error says", () => {
    const error = new AdapterError({
      platform: "shop",
      shop: "s\u202e1",
      reason: { _tag: "PlatformRejected" },
      answer: { code: "7\u009b", subCode: null, message: "no\n2026-11-01 ok" }
    })
    expect(error.message).toContain("shop s\\u202e1: the platform rejected the request (7\\u009b: no\\n2026-11-01 ok)")
    expect(String(error)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })
})
