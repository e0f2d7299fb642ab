/** Digests, ciphers and keys. The only file of this package that uses Effect's (unstable) crypto modules. */
import * as Cipher from "effect/crypto/Cipher"
import * as Digest from "effect/crypto/Digest"
import * as Kdf from "effect/crypto/Kdf"
import * as Mac from "effect/crypto/Mac"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import * as Layer from "effect/Layer"

const encoder = new TextEncoder()

const algorithms = { md5: Digest.md5, sha1: Digest.sha1, sha256: Digest.sha256 }

/** A digest of a text's UTF-8 bytes, lower-case hexadecimal. Platforms sign with MD5 and SHA-1 too. */
export const digestHex = (algorithm: keyof typeof algorithms, text: string): Effect.Effect<string> =>
  Digest.Digest.use((digest) => digest.digestHex(algorithms[algorithm], encoder.encode(text))).pipe(
    Effect.provide(Digest.layerWebCrypto)
  )

const macLayer = Mac.layerWebCrypto.pipe(Layer.provide(SecureRandom.layerWebCrypto))

/** HMAC-SHA-256 of a text's UTF-8 bytes, keyed with a secret's, lower-case hexadecimal. An empty secret is a defect. */
export const hmacSha256Hex = (secret: string, text: string): Effect.Effect<string> =>
  Effect.gen(function* () {
    const mac = yield* Mac.Mac
    const key = yield* Mac.key(Mac.hmacSha256, encoder.encode(secret))
    return Hex.encode(yield* mac.sign(key, encoder.encode(text)))
  }).pipe(Effect.orDie, Effect.provide(macLayer))

/** As many as web workers allow: some tens of milliseconds for each guess of a secret. */
const stretching = Kdf.pbkdf2({ hash: Digest.sha256, iterations: 100_000 })

/**
 * 32 bytes that only a holder of the secret can compute (PBKDF2 with HMAC-SHA-256), lower-case hexadecimal. Slow on
 * purpose: someone who reads the result must pay as much for every guess of the secret.
 */
export const stretchedHex = (secret: string, salt: string): Effect.Effect<string> =>
  Kdf.Kdf.use((kdf) => kdf.derive(stretching, encoder.encode(secret), { salt: encoder.encode(salt), length: 32 })).pipe(
    Effect.map(Hex.encode),
    Effect.orDie,
    Effect.provide(Kdf.layerWebCrypto)
  )

/** So many random bytes that nobody can foresee, lower-case hexadecimal. */
export const randomHex = (bytes: number): Effect.Effect<string> =>
  SecureRandom.SecureRandom.use((random) => random.randomBytes(bytes)).pipe(
    Effect.map(Hex.encode),
    Effect.provide(SecureRandom.layerWebCrypto)
  )

const cipherLayer = Cipher.layerWebCrypto.pipe(Layer.provide(SecureRandom.layerWebCrypto))
const blockLength = 16
const longestPad = 32

/** Whether two texts are equal. The time it takes does not depend on where they differ. */
export const equalInConstantTime = (left: string, right: string): boolean =>
  Mac.timingSafeEqual(encoder.encode(left), encoder.encode(right))

/**
 * Decrypts AES-256-CBC, padded to 16 or to 32 bytes (pads of 1 to 32); `null` if key, length or pad are wrong.
 *
 * Web Crypto refuses a pad above 16. So a block that is only a pad of 16 is encrypted behind the message: Web Crypto
 * removes it, and the message's own pad is removed here.
 */
export const decryptAes256Cbc = (
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array
): Effect.Effect<Uint8Array | null> => {
  if (key.length !== 32 || iv.length !== blockLength || data.length === 0 || data.length % blockLength !== 0)
    return Effect.succeed(null)
  return Cipher.Cipher.use((cipher) =>
    Effect.gen(function* () {
      const cipherKey = yield* Cipher.key(Cipher.aes256Cbc, key)
      const padBlock = yield* cipher.encrypt(cipherKey, new Uint8Array(0), { iv: data.slice(-blockLength) })
      const extended = new Uint8Array(data.length + padBlock.length)
      extended.set(data)
      extended.set(padBlock, data.length)
      return withoutPad(yield* cipher.decrypt(cipherKey, extended, { iv }))
    })
  ).pipe(
    Effect.catch(() => Effect.succeed(null)),
    Effect.provide(cipherLayer)
  )
}

const withoutPad = (padded: Uint8Array): Uint8Array | null => {
  const pad = padded.at(-1) ?? 0
  if (pad < 1 || pad > longestPad || pad > padded.length) return null
  return padded.slice(-pad).every((byte) => byte === pad) ? padded.slice(0, -pad) : null
}
