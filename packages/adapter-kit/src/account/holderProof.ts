/**
 * How a stored token remembers which secret obtained it: by a salt and what only a holder of the secret can compute of it.
 *
 * A store may be read by others than the holders of its secrets, so the proof must not give a secret away. It is not a
 * plain digest or HMAC, of which a machine tries billions in a second: it is stretched, so that each guess costs tens of
 * milliseconds, and the salt is random, so that no guess serves two entries. The secrets that platforms issue cannot be
 * guessed at all. Keys of stores hold nothing that comes from a secret.
 */
import * as Effect from "effect/Effect"
import { equalInConstantTime, randomHex, stretchedHex } from "../answer/crypto.ts"
import type { StoredToken } from "./TokenStore.ts"

type Proof = StoredToken["holder"]

/** Bytes. */
const saltLength = 16

/** As many results are remembered; there is one for each secret and salt. */
const remembered = 1000

/** The results of this process by secret and salt: a secret is stretched once. */
const results = new Map<string, string>()

/** What only a holder of the secret gives with this salt. The first time is slow, some tens of milliseconds. */
export const stretched = (secret: string, salt: string): Effect.Effect<string> =>
  Effect.suspend(() => {
    const id = JSON.stringify([salt, secret])
    const known = results.get(id)
    if (known !== undefined) return Effect.succeed(known)
    return Effect.tap(stretchedHex(secret, salt), (result) =>
      Effect.sync(() => {
        if (results.size >= remembered) results.clear()
        results.set(id, result)
      })
    )
  })

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
