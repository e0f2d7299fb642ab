/**
 * How a stored token remembers which secret obtained it: by a salt and what only a holder of the secret can compute of it.
 *
 * A store may be read by others than the holders of its secrets, so the proof must not give a secret away. It is not a
 * plain digest or HMAC, because a machine tries billions of those in a second: it is stretched, so that each guess costs tens of
 * milliseconds, and the salt is random, so that no guess serves two entries. The secrets that platforms issue cannot be
 * guessed at all. Keys of stores hold nothing that comes from a secret.
 */
import * as Cache from "effect/Cache"
import * as Effect from "effect/Effect"
import { equalInConstantTime, randomHex, stretchedHex } from "../answer/crypto.ts"
import type { StoredToken } from "./TokenStore.ts"

type Proof = StoredToken["holder"]

/** Bytes. */
const saltLength = 16

/** Results of this process that are remembered, one for each secret and salt; those that were used longest ago are dropped. */
const remembered = 10_000

/** A secret is stretched once, however many wait for it at the same moment. */
const results = Effect.runSync(
  Cache.make({
    capacity: remembered,
    lookup: (id: string) => {
      const end = id.indexOf("\n")
      return stretchedHex(id.slice(end + 1), id.slice(0, end))
    }
  })
)

/**
 * What only a holder of the secret gives with this salt, which has no line break. The first time is slow, some tens of
 * milliseconds.
 */
export const stretched = (secret: string, salt: string): Effect.Effect<string> =>
  Cache.get(results, `${salt}\n${secret}`)

/** A proof for tokens that this secret obtains; `null` without a secret. */
export const makeProof = (secret: string | null): Effect.Effect<Proof> =>
  secret === null
    ? Effect.succeed(null)
    : Effect.gen(function* () {
        const salt = yield* randomHex(saltLength)
        return { salt, proof: yield* stretched(secret, salt) }
      })

/** Whether this secret made the proof. */
export const isProofOf = (secret: string | null, proof: Proof): Effect.Effect<boolean> =>
  secret === null || proof === null
    ? Effect.succeed(secret === null && proof === null)
    : Effect.map(stretched(secret, proof.salt), (own) => equalInConstantTime(own, proof.proof))
