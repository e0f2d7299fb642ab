/** 抖店 sends a private text up to three times: encrypted, plain or masked, and masked. The order has one text. */
import { Traced } from "@huidan/adapter-kit"
import { encryptedText, maskedText, type PrivateText, plainText, sentText } from "@huidan/core"

/** `$index$cipher$1$$` (phones), `#index#cipher#1##` (names, addresses), `1@#cipher` (ids); the index may be empty. */
const cipherShapes: ReadonlyArray<RegExp> = [/^\$[^$]*\$[^$]+\$\d+\$\$$/, /^#[^#]*#[^#]+#\d+##$/, /^\d+@#.+$/]

const hasCipherShape = (text: string): boolean => cipherShapes.some((shape) => shape.test(text))

const isMasked = (text: string): boolean => text.includes("*")

/**
 * One text from its several spellings.
 *
 * Only a value of the cipher's shape is encrypted: an `encrypt_*` field that holds plain text is plain, and a field
 * with `*` is masked. Readable text beside its cipher is plain *(inferred)*, because masked text is shown without `reveal`.
 */
export const privateTextOf = (
  ...spellings: ReadonlyArray<Traced.Traced<PrivateText | null>>
): Traced.Traced<PrivateText | null> =>
  Traced.combine(
    spellings,
    "encrypted if it has the cipher's shape, masked if it has *, else plain; open text beside its cipher is plain (inferred)",
    (...values) => {
      const texts = values.flatMap((value) => sentText(value) ?? [])
      const readable = texts.filter((text) => !hasCipherShape(text))
      const open = readable.find((text) => !isMasked(text))
      if (open !== undefined) return plainText(open)
      const masked = readable[0] ?? null
      const cipher = texts.find(hasCipherShape)
      if (cipher !== undefined) return encryptedText(cipher, masked)
      return masked === null ? null : maskedText(masked)
    }
  )
