/** What went wrong in the store or at a platform, as a problem of the API. */
import type { AdapterError } from "@huidan/core"
import type { DamagedRecord, LaneTaken, NoMasterKey as NoStoreKey, WriterLost } from "@huidan/sync"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { InvalidRequest, NoMasterKey, NotSupported, PlatformFailed, StoreFailed } from "../api/index.ts"

type OfStore = SqlError | WriterLost | LaneTaken | DamagedRecord

/** The store's own errors say what to do behind a colon, as the command line shows it. */
export const storeProblem = (error: OfStore): StoreFailed => {
  if (error._tag === "SqlError") return new StoreFailed({ detail: `The store: ${error.message}` })
  const at = error.message.indexOf(": ")
  return at < 0
    ? new StoreFailed({ detail: capital(error.message) })
    : new StoreFailed({
        detail: capital(error.message.slice(0, at)),
        advice: `${capital(error.message.slice(at + 2))}.`
      })
}

/** Errors of the store become `StoreFailed`; others are left. */
export const orStoreFailed = <A, E, R>(
  effect: Effect.Effect<A, E | OfStore, R>
): Effect.Effect<A, Exclude<E, OfStore> | StoreFailed, R> =>
  Effect.mapError(effect, (error) => (isOfStore(error) ? storeProblem(error) : (error as Exclude<E, OfStore>)))

const storeTags: ReadonlySet<unknown> = new Set(["SqlError", "WriterLost", "LaneTaken", "DamagedRecord"])

const isOfStore = (error: unknown): error is OfStore =>
  typeof error === "object" && error !== null && "_tag" in error && storeTags.has(error._tag)

export const noKeyProblem = (_error: NoStoreKey): NoMasterKey => new NoMasterKey({})

/** What a platform's adapter says of a failed call; it names no secret. */
export const platformProblem = (error: AdapterError): PlatformFailed | NotSupported =>
  error.reason._tag === "NotSupported"
    ? new NotSupported({ detail: error.message })
    : new PlatformFailed({ detail: error.message, advice: error.advice, reason: error.reason._tag })

/** A part of the request that its schema takes, and that is not valid all the same. */
export const invalid = (path: ReadonlyArray<string>, message: string): InvalidRequest =>
  new InvalidRequest({ detail: "The request is not valid", errors: [{ path, message }] })

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
