/**
 * Text that belongs to a person: a name, a phone number, an address, a redemption code.
 *
 * Plain values are `Redacted` in memory, so that no log, span, error or `JSON.stringify` shows them. `encrypted` means
 * the value has the platform's cipher shape; two ciphertexts may stand for one value, never compare them.
 */
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

export const PlainText = Schema.Struct({
  state: Schema.Literal("plain"),
  value: Schema.RedactedFromValue(Schema.String)
}).annotate({ identifier: "PlainText" })

export const MaskedText = Schema.Struct({ state: Schema.Literal("masked"), value: Schema.String }).annotate({
  identifier: "MaskedText"
})

export const EncryptedText = Schema.Struct({
  state: Schema.Literal("encrypted"),
  cipher: Schema.String,
  masked: Schema.NullOr(Schema.String)
}).annotate({ identifier: "EncryptedText" })

export const PrivateText = Schema.Union([PlainText, MaskedText, EncryptedText]).annotate({ identifier: "PrivateText" })
export type PrivateText = typeof PrivateText.Type

export const plainText = (value: string): PrivateText => ({ state: "plain", value: Redacted.make(value) })

export const maskedText = (value: string): PrivateText => ({ state: "masked", value })

export const encryptedText = (cipher: string, masked: string | null): PrivateText => ({
  state: "encrypted",
  cipher,
  masked
})

/** Every character replaced by `•`: shows that there is a value, and how long it is. */
export const maskCharacters = (text: string): string => "•".repeat([...text].length)

/** A plain value as a masked one; anything else as it is. */
export const maskPrivateText = (text: PrivateText): PrivateText =>
  text.state === "plain" ? maskedText(maskCharacters(Redacted.value(text.value))) : text

export const isPrivateText: (value: unknown) => value is PrivateText = Schema.is(PrivateText)
