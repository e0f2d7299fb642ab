/**
 * The signature of the 蜂巢 gateway, as its published SDKs compute it: lower-case hexadecimal MD5 of
 * secret + every key and value in the byte order of the keys + secret, values as they are before URL encoding.
 */
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"

/** Empty values are signed like any other; `sign` itself is not. */
export const fengchaoSign = (parameters: Readonly<Record<string, string>>, secret: string): Effect.Effect<string> => {
  const signed = Object.keys(parameters)
    .filter((key) => key !== "sign")
    .sort()
    .map((key) => `${key}${parameters[key]}`)
    .join("")
  return Digest.Digest.use((digest) =>
    digest.digestHex(Digest.md5, new TextEncoder().encode(`${secret}${signed}${secret}`))
  ).pipe(Effect.provide(Digest.layerWebCrypto))
}
