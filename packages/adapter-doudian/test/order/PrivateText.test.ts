import { assert, describe, it } from "@effect/vitest"
import type { PrivateText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { decode } from "../support/decode.ts"

describe("private text", () => {
  const phone = "$aW5kZXg=$Y2lwaGVy*YmxvYg==$1$$"
  const name = "##Y2lwaGVy*YmxvYg==#1##"
  const show = (text: PrivateText | null | undefined) =>
    text === null || text === undefined
      ? null
      : text.state === "plain"
        ? ["plain", Redacted.value(text.value)]
        : text.state === "masked"
          ? ["masked", text.value]
          : ["encrypted", text.cipher, text.masked]
  const rows = [
    [{ encrypt_post_tel: phone, post_tel: "13*******18" }, ["encrypted", phone, "13*******18"]],
    [{ encrypt_post_tel: phone }, ["encrypted", phone, null]],
    [{ encrypt_post_tel: phone, mask_post_tel: "13*******19" }, ["encrypted", phone, "13*******19"]],
    [{ encrypt_post_tel: name }, ["encrypted", name, null]],
    [{ encrypt_post_tel: "1@#Y2lwaGVy" }, ["encrypted", "1@#Y2lwaGVy", null]],
    [{ post_tel: phone }, ["encrypted", phone, null]],
    [{ encrypt_post_tel: "12345678911" }, ["plain", "12345678911"]],
    [{ encrypt_post_tel: "12345678911", post_tel: "12*******11" }, ["plain", "12345678911"]],
    [{ post_tel: "13000000000" }, ["plain", "13000000000"]],
    [{ post_tel: 13000000000 }, ["plain", "13000000000"]],
    [{ post_tel: "13*******18" }, ["masked", "13*******18"]],
    [{ encrypt_post_tel: phone, post_tel: "13000000000" }, ["plain", "13000000000"]],
    [{ encrypt_post_tel: "", post_tel: "--" }, null]
  ] as const
  it.effect.each(rows)("%o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { recipient } = yield* decode(fields)
      assert.deepStrictEqual(show(recipient?.phone), expected === null ? null : [...expected])
    })
  )

  const ciphers = ["$$Y2lwaGVy$1$$", "$aW5kZXg=$Y2lwaGVy$12$$", "#aW5kZXg=#Y2lwaGVy#1##", "12@#Y2lwaGVy"]
  const notCiphers = [
    ...ciphers.map((text) => `x${text}`),
    ...ciphers.slice(0, 3).map((text) => `${text}x`),
    ...["1@#", "@#Y2lwaGVy", "$$$1$$", "###1##"],
    ...["$aW5kZXg=$Y2lwaGVy$$$", "#aW5kZXg=#Y2lwaGVy###", "$aW5kZXg=$Y2lwaGVy$x$$", "#aW5kZXg=#Y2lwaGVy#x##"]
  ]
  it.effect.each(ciphers)("%s has the shape of a cipher", (text) =>
    Effect.gen(function* () {
      const { recipient } = yield* decode({ post_tel: text })
      assert.deepStrictEqual(show(recipient?.phone), ["encrypted", text, null])
    })
  )

  it.effect.each(notCiphers)("%s only resembles a cipher", (text) =>
    Effect.gen(function* () {
      const { recipient } = yield* decode({ post_tel: text })
      assert.deepStrictEqual(show(recipient?.phone), ["plain", text])
    })
  )

  it.effect("an order without address has no recipient", () =>
    Effect.gen(function* () {
      const order = yield* decode({ post_addr: { province: { name: "", id: "" }, detail: "" }, post_tel: "" })
      assert.strictEqual(order.recipient, null)
    })
  )
})

describe("what a buyer wrote", () => {
  it.effect("is plain text, also with stars in it: as a mask it would be shown", () =>
    Effect.gen(function* () {
      const text = [{ key: "刻字", content: "王小明 * 1990" }]
      const { lines, notes } = yield* decode({ buyer_words: "送*王小明" }, [
        { sku_customization_info: [{ detail: { text } }] }
      ])
      assert.deepStrictEqual([lines[0]?.inputs[0]?.value?.state, notes.buyer?.state], ["plain", "plain"])
    })
  )
})
