/** Hashes of passwords by scrypt, with their parameters beside them. They are computed on a thread of Node, one at a time. */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Semaphore from "effect/Semaphore"

/** What a hash costs: about 128 · N · r bytes of memory. */
export interface PasswordCost {
  /** A power of two. */
  readonly N: number
  readonly r: number
  readonly p: number
}

/** 128 MiB, about half a second. */
export const standardCost: PasswordCost = { N: 2 ** 17, r: 8, p: 1 }

const hashBytes = 32

/** The text to store. `turn` lets one hash be computed at a time: each takes much memory. */
export const hashPassword = (
  password: Redacted.Redacted<string>,
  cost: PasswordCost,
  turn: Semaphore.Semaphore
): Effect.Effect<string> =>
  Effect.gen(function* () {
    const salt = randomBytes(16)
    const hash = yield* turn.withPermit(computed(password, salt, cost))
    const { N, p, r } = cost
    return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$")
  })

/**
 * Whether this is the password. With `null`, for a name that does not exist, a hash of the same cost is computed too: how long
 * the answer takes says nothing.
 */
export const isPassword = (
  password: Redacted.Redacted<string>,
  stored: string | null,
  cost: PasswordCost,
  turn: Semaphore.Semaphore
): Effect.Effect<boolean> => {
  const parts = stored === null ? null : partsOf(stored)
  const { hash, salt, ...own } = parts ?? { ...cost, salt: Buffer.alloc(16), hash: Buffer.alloc(hashBytes) }
  return Effect.map(
    turn.withPermit(computed(password, salt, own)),
    (given) => timingSafeEqual(given, hash) && parts !== null
  )
}

const partsOf = (stored: string): (PasswordCost & { readonly salt: Buffer; readonly hash: Buffer }) | null => {
  const [kind, N, r, p, salt, hash] = stored.split("$")
  if (kind !== "scrypt" || salt === undefined || hash === undefined) return null
  const bytes = Buffer.from(hash, "base64url")
  if (bytes.length !== hashBytes) return null
  return { N: Number(N), r: Number(r), p: Number(p), salt: Buffer.from(salt, "base64url"), hash: bytes }
}

/** A different way to write the same characters is the same password. */
const computed = (
  password: Redacted.Redacted<string>,
  salt: Buffer,
  { N, p, r }: PasswordCost
): Effect.Effect<Buffer> =>
  Effect.callback<Buffer>((resume) => {
    const text = Redacted.value(password).normalize("NFC")
    scrypt(text, salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (error, hash) =>
      resume(error === null ? Effect.succeed(hash) : Effect.die(error))
    )
  })
