/** HMAC-SHA256 as Paper Boat computes it. Source: PLATFORM.md, 1 and 6. */
import * as Mac from "effect/crypto/Mac"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Hex from "effect/encoding/Hex"
import * as Layer from "effect/Layer"

/** Lower-case hexadecimal. */
export const hmac = (secret: string, text: string): Effect.Effect<string> =>
  Effect.gen(function* () {
    const key = yield* Mac.key(Mac.hmacSha256, new TextEncoder().encode(secret))
    return Hex.encode(yield* Mac.Mac.use((mac) => mac.sign(key, new TextEncoder().encode(text))))
  }).pipe(Effect.orDie, Effect.provide(Mac.layerWebCrypto.pipe(Layer.provide(SecureRandom.layerWebCrypto))))
