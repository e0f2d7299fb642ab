/**
 * Finds known secrets in a text in every spelling: plain, in either case, URL-encoded, escaped, base64, hexadecimal.
 */
import { Buffer } from "node:buffer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"

/** A shorter secret can occur in any text by chance. */
const shortest = 4

/** Whether one of the secrets is in the text, as it is or decoded. */
export const holdsSecret = (secrets: ReadonlyArray<Redacted.Redacted<string>>): ((text: string) => boolean) => {
  const known = secrets
    .map((secret) => Redacted.value(secret))
    .filter((secret) => secret.length >= shortest)
    .map(bytesOf)
  const least = Math.min(...known.map((secret) => secret.length))
  // No spelling has fewer bytes than the secret, and a character has at most three bytes.
  return (text) =>
    text.length * 3 >= least && readingsOf(text).some((reading) => known.some((secret) => reading.includes(secret)))
}

/** Every decoding of the text, one character for each byte. */
const readingsOf = (text: string): ReadonlyArray<string> => {
  const once = urlDecoded(text)
  // Base64 may be broken into lines, and JSON in JSON has escapes.
  const texts = [...new Set([text, once, urlDecoded(once), unescaped(text), text.replaceAll(/\s|\\[rn]/g, "")])]
  return texts.flatMap((plain) => [
    bytesOf(plain),
    ...decodedRuns(plain, /[A-Za-z0-9+/_-]{6,}/g, 4, "base64"),
    ...decodedRuns(plain, /[0-9A-Fa-f]{8,}/g, 2, "hex")
  ])
}

/** The matching parts, decoded from each position at which a group of `size` characters can begin. */
const decodedRuns = (text: string, pattern: RegExp, size: number, encoding: "base64" | "hex"): ReadonlyArray<string> =>
  [...text.matchAll(pattern)].flatMap(([run]) =>
    Array.from({ length: size }, (_, start) => Buffer.from(run.slice(start), encoding).toString("latin1").toLowerCase())
  )

/** One character for each byte, in lower case, because hexadecimal secrets are written in both cases. */
const bytesOf = (text: string): string => Buffer.from(text, "utf8").toString("latin1").toLowerCase()

const unescaped = (text: string): string =>
  text
    .replaceAll(/\\+u([0-9A-Fa-f]{4})/g, (_escape, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll("\\", "")

const urlDecoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (encoded) =>
    Result.getOrElse(
      Result.try(() => decodeURIComponent(encoded)),
      () => encoded
    )
  )
