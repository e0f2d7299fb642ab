/**
 * Text that belongs to a person: a name, a telephone number, an address, a redemption code.
 *
 * Three states: `plain` (the text itself), `masked` (the platform sent it with parts replaced, `138****0001`) and
 * `encrypted` (the platform sent a cipher). A plain value is `Redacted` in memory, so no log, span, error or
 * `JSON.stringify` shows it. Never compare two ciphers: different ones may hide the same text.
 *
 * To read one, use `plainValue`, `shownText` or `sentText`.
 */
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** The text itself. In memory `value` is redacted, in JSON it is a string. */
export const PlainText = Schema.Struct({
  state: Schema.Literal("plain"),
  /** `Redacted` in memory, a string in JSON. */
  value: Schema.RedactedFromValue(Schema.String)
}).annotate({ identifier: "PlainText" })

/** Text in which the platform, or `encodeOrder`, replaced characters; they cannot be recovered. */
export const MaskedText = Schema.Struct({
  state: Schema.Literal("masked"),
  /** What is left of the text: `138****0001`. */
  value: Schema.String
}).annotate({ identifier: "MaskedText" })

/** Text in the platform's cipher format; only the platform can decrypt it. */
export const EncryptedText = Schema.Struct({
  state: Schema.Literal("encrypted"),
  /** The cipher, exactly as sent. */
  cipher: Schema.String,
  /** The masked text that the platform sends beside the cipher; `null` if it sends none. */
  masked: Schema.NullOr(Schema.String)
}).annotate({ identifier: "EncryptedText" })

/** Private text: plain, masked or encrypted; `state` says which. A field that has none is `null`. */
export const PrivateText = Schema.Union([PlainText, MaskedText, EncryptedText]).annotate({ identifier: "PrivateText" })
/** Private text in memory: a plain value is `Redacted`. */
export type PrivateText = typeof PrivateText.Type
/** Private text in an `OrderJson`: a plain value is a string. */
export type PrivateTextJson = typeof PrivateText.Encoded

/** Private text in its state `plain`: redacts the value. */
export const plainText = (value: string): PrivateText => ({ state: "plain", value: Redacted.make(value) })

/** Private text in its state `masked`: `value` is what the platform left of it. */
export const maskedText = (value: string): PrivateText => ({ state: "masked", value })

/** Private text in its state `encrypted`; `masked` is `null` if the platform sends no masked text beside the cipher. */
export const encryptedText = (cipher: string, masked: string | null): PrivateText => ({
  state: "encrypted",
  cipher,
  masked
})

/** Private text in memory or in JSON, or none. */
type AnyPrivateText = PrivateText | PrivateTextJson | null | undefined

/**
 * The plain text of a private text, in memory or in JSON: use it to ship, to call, to compare.
 *
 * `null` if there is no text, or if it is masked or encrypted. An `OrderJson` that was encoded without `reveal` has no
 * plain text. The result is an ordinary string: keep it out of logs and errors.
 *
 * ```ts
 * import { maskedText, plainText, plainValue } from "@huidan/core"
 *
 * plainValue(plainText("王小明")) // => "王小明"
 * plainValue({ state: "plain", value: "王小明" }) // => "王小明"
 * plainValue(maskedText("王**")) // => null
 * plainValue(null) // => null
 * ```
 */
export const plainValue = (text: AnyPrivateText): string | null => {
  if (text?.state !== "plain") return null
  return typeof text.value === "string" ? text.value : Redacted.value(text.value)
}

/**
 * What may be shown of a private text without revealing it: `•` for each character of a plain value in memory, the
 * masked text of a masked or encrypted one.
 *
 * A plain value in an `OrderJson` is shown as it is: it was revealed by `encode`. `null` if there is no text, or if it
 * is encrypted and the platform sends no masked text beside the cipher.
 *
 * ```ts
 * import { encryptedText, plainText, shownText } from "@huidan/core"
 *
 * shownText(plainText("王小明")) // => "•••"
 * shownText({ state: "plain", value: "王小明" }) // => "王小明"
 * shownText(encryptedText("#a#b#1##", "王**")) // => "王**"
 * shownText(encryptedText("#a#b#1##", null)) // => null
 * ```
 */
export const shownText = (text: AnyPrivateText): string | null => {
  if (text === null || text === undefined) return null
  if (text.state === "encrypted") return text.masked
  return typeof text.value === "string" ? text.value : maskCharacters(Redacted.value(text.value))
}

/**
 * The text as the platform sent it: the plain value, the masked text, or the cipher. Use it to send the text back to
 * the platform, or to write a simulated answer. Like `plainValue`, it reveals plain text. `null` if there is no text.
 *
 * ```ts
 * import { encryptedText, maskedText, sentText } from "@huidan/core"
 *
 * sentText(maskedText("138****0001")) // => "138****0001"
 * sentText(encryptedText("#a#b#1##", "王**")) // => "#a#b#1##"
 * ```
 */
export const sentText = (text: AnyPrivateText): string | null =>
  text?.state === "encrypted" ? text.cipher : text?.state === "masked" ? text.value : plainValue(text)

/**
 * Replaces every character (code point) by `•`: shows that there is a value and how long it is.
 *
 * ```ts
 * import { maskCharacters } from "@huidan/core"
 *
 * maskCharacters("王小明") // => "•••"
 * ```
 */
export const maskCharacters = (text: string): string => "•".repeat(charactersOf(text))

/** How many characters a text has; two code units can be one. */
const charactersOf = (text: string): number => {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) at++
    count++
  }
  return count
}

/** Whether a value is a `PrivateText` in memory. A plain one must be redacted: `PrivateTextJson` does not count. */
export const isPrivateText: (value: unknown) => value is PrivateText = Schema.is(PrivateText)
