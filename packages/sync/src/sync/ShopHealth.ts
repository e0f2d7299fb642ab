/** How the calls of a shop fare, lane by lane: when the next one may be made, and what the store says of it. */
import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { HeldLane } from "../store/Page.ts"
import type { StoreService } from "../store/Store.ts"
import type { LaneTaken, WriterLost } from "../store/StoreError.ts"
import type { StoreWriterService } from "../store/StoreWriter.ts"
import type { ShopState } from "../store/shopStates.ts"

export interface ShopHealth {
  /** Waits while the shop is paused. */
  readonly whenRunning: Effect.Effect<void, SqlError>
  /** A call of this lane was answered; `askedAt` in Unix milliseconds by the platform's clock, `null` if that is not known. */
  readonly answered: (lane: string, askedAt: number | null) => Effect.Effect<void, SqlError | WriterLost | LaneTaken>
  /** This lane has no call to make: that its last one failed does not count any more. */
  readonly idle: (lane: string) => Effect.Effect<void, SqlError | WriterLost | LaneTaken>
  /** Whether the last call of this lane failed. */
  readonly isFailing: (lane: string) => boolean
  /** A call of this lane failed. Answers with how long the lane must wait, in milliseconds. */
  readonly failed: (lane: string, error: AdapterError) => Effect.Effect<number, SqlError | WriterLost | LaneTaken>
}

const second = 1000
const minute = 60 * second

/** The shortest time between two answers that are noted. */
const noteEvery = minute
/** How often a paused shop is looked at. */
const lookEvery = 2 * second

export const makeShopHealth = (
  held: HeldLane,
  store: StoreService,
  writer: StoreWriterService,
  authorisationEnds: number | null
): Effect.Effect<ShopHealth, SqlError> =>
  Effect.gen(function* () {
    let state: ShopState = { ...(yield* store.shopState(held.shop)), authorisationEnds }
    const failures = new Map<string, { readonly count: number; readonly error: AdapterError }>()
    const note = (next: Partial<ShopState>): Effect.Effect<void, SqlError | WriterLost | LaneTaken> => {
      state = { ...state, ...next }
      return writer.noteState(held, state)
    }
    /** What the other lanes say. */
    const ofOthers = (): Partial<ShopState> => {
      const [other] = failures.values()
      const isDead = [...failures.values()].some(({ error }) => isOfAuthorisation(error))
      return {
        authorisation: isDead ? "dead" : "ok",
        failures: other?.count ?? 0,
        ...(other === undefined ? noError : errorOf(other.error))
      }
    }
    return {
      whenRunning: Effect.gen(function* () {
        while ((yield* store.shopState(held.shop)).paused) yield* Effect.sleep(lookEvery)
      }),
      answered: (lane, askedAt) =>
        Effect.gen(function* () {
          const hadFailed = failures.delete(lane)
          if (
            !hadFailed &&
            state.error === null &&
            state.authorisation === "ok" &&
            (askedAt ?? 0) - (state.answeredAt ?? 0) < noteEvery
          )
            return
          yield* note({
            answeredAt: askedAt === null ? state.answeredAt : Math.max(askedAt, state.answeredAt ?? 0),
            ...ofOthers()
          })
        }),
      idle: (lane) => Effect.suspend(() => (failures.delete(lane) ? note(ofOthers()) : Effect.void)),
      isFailing: (lane) => failures.has(lane),
      failed: (lane, error) =>
        Effect.gen(function* () {
          const count = (failures.get(lane)?.count ?? 0) + 1
          failures.set(lane, { count, error })
          yield* note({
            authorisation: isOfAuthorisation(error) ? "dead" : state.authorisation,
            failures: count,
            ...errorOf(error),
            errorAt: yield* Clock.currentTimeMillis
          })
          return waitAfter(error, count)
        })
    }
  })

const noError = { error: null, errorMessage: null, errorAt: null } satisfies Partial<ShopState>

const errorOf = (error: AdapterError): Partial<ShopState> => ({
  error: error.reason._tag,
  errorMessage: error.message
})

/** Errors that remain until a person does something. */
export const isOfAuthorisation = ({ reason }: AdapterError): boolean =>
  reason._tag === "IpNotAllowed" ||
  reason._tag === "Configuration" ||
  (reason._tag === "Authentication" && reason.kind !== "clock")

/** Milliseconds until the next call: longer after each failure, at least as long as the platform wants. */
const waitAfter = (error: AdapterError, count: number): number => {
  const { reason } = error
  const longer = (first: number, most: number) => Math.min(first * 2 ** Math.min(count - 1, 20), most)
  if (isOfAuthorisation(error)) return longer(minute, 5 * minute)
  const own = error.isRetryable ? longer(5 * second, 5 * minute) : longer(30 * second, 15 * minute)
  return reason._tag === "RateLimited" ? Math.max(own, (reason.retryAfter ?? 0) * second) : own
}
