/**
 * The tokens of accounts, each known by the secret that obtained it: in this process, and in the store that processes
 * share. The newest token wins wherever it is kept, so that a store that can be read and not written never hides the token
 * that could not be stored.
 */
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { answeredWithin } from "./answeredWithin.ts"
import { isProofOf, makeProof } from "./holderProof.ts"
import { makeRareWarning } from "./rareWarning.ts"
import {
  type AccessToken,
  exclusivelyInProcess,
  type StoredToken,
  type TokenStoreFailure,
  type TokenStoreService
} from "./TokenStore.ts"

/** The token that a new one comes after. */
export interface PreviousToken {
  /** `null` if another secret obtained it: then it may be of another merchant, and is not used. */
  readonly value: Redacted.Redacted<string> | null
  /** The refresh token; `null` if the platform issues none. */
  readonly refresh: Redacted.Redacted<string> | null
}

/** What is known of a key's token. */
export interface KnownTokens {
  /** The newest token that this secret obtained. */
  readonly own: AccessToken | null
  /** The newest token with a refresh token, whichever secret obtained it; without one the own. */
  readonly previous: PreviousToken | null
}

/** The tokens as the holder of one secret may use them. */
export interface HolderTokens {
  readonly read: (key: string) => Effect.Effect<KnownTokens>
  /** Keeps a token that the platform gave to this secret, in place of every other. */
  readonly write: (key: string, token: AccessToken) => Effect.Effect<void>
  /** Runs an effect while no other one of this key runs, in any process that shares the store. */
  readonly exclusively: TokenStoreService["exclusively"]
}

/** A token of this process. */
interface Kept {
  readonly token: AccessToken
  /** Whether the shared store has it. */
  readonly stored: boolean
  /** When it was last tried to be stored, in milliseconds since 1970. */
  readonly triedAt: number
}

/** A store that does not answer within this is out of reach. */
const answerLimit = Duration.seconds(2)

/** How often a token that could not be stored is tried again. In milliseconds. */
const retryEvery = 60_000

const newest = <T extends AccessToken>(tokens: ReadonlyArray<T>): T | null =>
  tokens.reduce<T | null>((first, next) => (first === null || next.takenAt > first.takenAt ? next : first), null)

/** The tokens of a program. `store` is what processes share; `null`: they share none. */
export const makeTokenKeeper = (store: TokenStoreService | null) => {
  /** By key and by secret. */
  const memory = new Map<string, Map<string | null, Kept>>()
  /** One proof for all tokens of a secret, however many are written at the same moment. */
  const proofs = Effect.runSync(Cache.make({ capacity: Number.POSITIVE_INFINITY, lookup: makeProof }))
  const alone = exclusivelyInProcess()
  const warningOf = (doing: string) => {
    const warn = makeRareWarning(
      `the token store (${store?.name}) cannot ${doing}: this process goes on with tokens of its own`
    )
    return ({ message }: TokenStoreFailure) => warn(message)
  }
  const cannotBeRead = warningOf("be read")
  const cannotBeWritten = warningOf("be written")

  const stored = (key: string): Effect.Effect<StoredToken | null> =>
    store === null
      ? Effect.succeed(null)
      : answeredWithin(answerLimit)(store.get(key)).pipe(
          Effect.catch((failure) => Effect.as(cannotBeRead(failure), null))
        )

  const keep = (key: string, secret: string | null, kept: Kept): void => {
    const ofKey = memory.get(key) ?? new Map<string | null, Kept>()
    memory.set(key, ofKey.set(secret, kept))
  }

  const write = (key: string, secret: string | null, token: AccessToken): Effect.Effect<void> =>
    Effect.gen(function* () {
      const triedAt = yield* Clock.currentTimeMillis
      keep(key, secret, { token, stored: store === null, triedAt })
      if (store === null) return
      const holder = yield* Cache.get(proofs, secret)
      yield* answeredWithin(answerLimit)(store.set(key, { ...token, holder })).pipe(
        Effect.andThen(Effect.sync(() => keep(key, secret, { token, stored: true, triedAt }))),
        Effect.catch(cannotBeWritten)
      )
    })

  const read = (key: string, secret: string | null): Effect.Effect<KnownTokens> =>
    Effect.gen(function* () {
      const found = yield* stored(key)
      const isOwn = found !== null && (yield* isProofOf(secret, found.holder))
      const kept = memory.get(key)?.get(secret)
      const own = newest([...(isOwn ? [found] : []), ...(kept === undefined ? [] : [kept.token])])
      const others = [
        ...(found === null || isOwn ? [] : [found]),
        ...[...(memory.get(key) ?? [])].flatMap(([holder, { token }]) => (holder === secret ? [] : [token]))
      ]
      const latest =
        newest([...(own === null ? [] : [own]), ...others].filter(({ refresh }) => refresh !== null)) ?? own
      if (kept !== undefined && !kept.stored && latest === kept.token) {
        const now = yield* Clock.currentTimeMillis
        if (now - kept.triedAt >= retryEvery) yield* write(key, secret, kept.token)
      }
      const previous = latest === null ? null : { value: latest === own ? latest.value : null, refresh: latest.refresh }
      return { own, previous }
    })

  return {
    /** The tokens as the holder of this secret may use them; `null`: of those who have none. */
    heldBy: (secret: string | null): HolderTokens => ({
      read: (key) => read(key, secret),
      write: (key, token) => write(key, secret, token),
      exclusively: (key, effect) => (store === null ? alone(key, effect) : store.exclusively(key, effect))
    })
  }
}
