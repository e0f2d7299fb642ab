/** What went wrong in the store or at a platform, as a problem of the API. */
import type { AdapterError } from "@huidan/core"
import type { DamagedRecord, LaneTaken, NoMasterKey as NoStoreKey, WriterLost } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { InvalidRequest, NoMasterKey, NotSupported, PlatformFailed, problems, StoreFailed } from "../api/index.ts"

/** What can go wrong in the store while an endpoint uses it. */
export type StoreError = SqlError | WriterLost | LaneTaken | DamagedRecord

/** What happened, and what to do: sentences. */
export interface Words {
  readonly message: string
  readonly advice: string
}

/** How the program that serves the console words failures of the store, the same here as in its commands. */
export const StoreWords = Context.Reference<(error: StoreError) => Words>("@huidan/console/StoreWords", {
  defaultValue:
    () =>
    ({ message }) => ({ message, advice: problems.StoreFailed.advice })
})

export const storeProblem = (error: StoreError): Effect.Effect<StoreFailed> =>
  Effect.map(StoreWords, (wordsOf) => {
    const { advice, message } = wordsOf(error)
    return new StoreFailed({ detail: message, advice })
  })

/** Errors of the store become `StoreFailed`; others are left. */
export const orStoreFailed = <A, E, R>(
  effect: Effect.Effect<A, E | StoreError, R>
): Effect.Effect<A, Exclude<E, StoreError> | StoreFailed, R> =>
  Effect.catch(
    effect,
    (error): Effect.Effect<never, Exclude<E, StoreError> | StoreFailed> =>
      isOfStore(error) ? Effect.flatMap(storeProblem(error), Effect.fail) : Effect.fail(error as Exclude<E, StoreError>)
  )

/** A failure of the file of the accounts. Somebody who is not logged in may see it: it names no file. */
export const orAccountsFailed = <A, E, R>(
  effect: Effect.Effect<A, E | SqlError, R>
): Effect.Effect<A, Exclude<E, SqlError> | StoreFailed, R> =>
  Effect.mapError(effect, (error) =>
    isOfStore(error)
      ? new StoreFailed({ detail: "The accounts of the console cannot be read or written" })
      : (error as Exclude<E, SqlError>)
  )

const storeTags: ReadonlySet<unknown> = new Set(["SqlError", "WriterLost", "LaneTaken", "DamagedRecord"])

const isOfStore = (error: unknown): error is StoreError =>
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
