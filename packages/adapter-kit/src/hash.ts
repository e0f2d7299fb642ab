/** Digests, by Effect's (unstable) crypto modules: the one file of this package that knows them. */
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"

const encoder = new TextEncoder()

const hex = (algorithm: Digest.Algorithm, text: string): Effect.Effect<string> =>
  Digest.Digest.use((digest) => digest.digestHex(algorithm, encoder.encode(text))).pipe(
    Effect.provide(Digest.layerWebCrypto)
  )

/** SHA-256 of a text's UTF-8 bytes, lower-case hexadecimal. */
export const sha256Hex = (text: string): Effect.Effect<string> => hex(Digest.sha256, text)

/** MD5 of a text's UTF-8 bytes, lower-case hexadecimal: what some platforms sign with. */
export const md5Hex = (text: string): Effect.Effect<string> => hex(Digest.md5, text)
