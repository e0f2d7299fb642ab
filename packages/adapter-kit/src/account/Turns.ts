/**
 * The turns of an account's operations. The limiter that processes share gives them; while it is out of reach, each
 * process gives itself its share of the quota.
 */
import type { Quota } from "@huidan/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import { HandOver, sleepUntil, type TurnSource } from "./HandOver.ts"
import { makeLimiter } from "./Limiter.ts"
import { monotonicMillis } from "./monotonicTime.ts"
import { Outage } from "./Outage.ts"
import { bucketOf, shareOf } from "./Quota.ts"
import { makeRareWarning } from "./rareWarning.ts"
import { makeSharedStore } from "./sharedStore.ts"
import { makeTurnLine, placesOf, type TurnLine } from "./TurnLine.ts"

export interface Turns {
  /**
   * Waits for the next turn of an operation, and gives the moment at which its request may go, in milliseconds by the
   * monotonic clock. `spread` is the jitter of request arrival, in milliseconds. The turn of a call that is given up
   * meanwhile goes to the next one.
   */
  readonly wait: (operation: string, quota: Quota, spread: number) => Effect.Effect<number>
}

export interface TurnsOptions {
  /** The account's quota key. */
  readonly key: string
  /** The limiter that all who share the account use; `null`: each process has only its own. */
  readonly common: RateLimiter.RateLimiter | null
  /** This process's own. */
  readonly own: RateLimiter.RateLimiter
  /** Among how many processes a quota is shared while there is no common limiter. */
  readonly shares: number
}

/** A common limiter that does not answer within this is out of reach. */
const answerLimit = Duration.seconds(1)

export const makeTurns = ({ common, key, own, shares }: TurnsOptions): Turns => {
  const handOver = new HandOver()
  const store = makeSharedStore(answerLimit)
  const outage = new Outage(Duration.toMillis(answerLimit))
  const ownLimiter = makeLimiter(own, key)
  const commonLimiter = common === null ? null : makeLimiter(common, key)
  const goOn = shares === 1 ? "the whole quota" : `1/${shares} of the quota`
  const warn = makeRareWarning(`the shared limiter is out of reach: this process goes on with ${goOn}`)

  /** The common limiter may come back empty and knows nothing of what was sent without it: bursts are spent again. */
  const noteOutage = (now: number): void => {
    if (!outage.begin(now)) return
    ownLimiter.spendBursts()
    commonLimiter?.spendBursts()
  }

  /**
   * How long the turns last that other processes may have taken from the common limiter before it was gone, in
   * milliseconds: nobody else knows them.
   */
  const takenByOthers = (quota: Quota, spread: number): number => {
    if (shares === 1) return 0
    const { limit, windowMillis } = bucketOf(quota, spread)
    return (shares * placesOf(quota, shares) * windowMillis) / limit
  }

  const takeTurn = (operation: string, quota: Quota, spread: number): Effect.Effect<number> =>
    Effect.gen(function* () {
      const now = yield* monotonicMillis
      const share = shareOf(quota, shares)
      const turnMillis = bucketOf(share, spread).windowMillis
      const waitFor = (source: TurnSource) => handOver.to(source, operation, turnMillis)
      const ownTurn = Effect.orDie(ownLimiter.takeTurn(operation, share, spread))
      const turnAlone = Effect.suspend(() => {
        const earliest = outage.beginning + takenByOthers(quota, spread)
        return Effect.andThen(handOver.to("own", operation, turnMillis, earliest), ownTurn)
      })
      const state = yield* store.state
      if (commonLimiter === null || state === "away") return yield* turnAlone
      const commonTurn = store.ask(commonLimiter.takeTurn(operation, quota, spread))
      const besideOwn = waitFor("both").pipe(Effect.andThen(ownTurn), Effect.tap(sleepUntil))
      /** One call finds out whether the limiter is back; its turn is one of both. */
      const probe = Effect.gen(function* () {
        const turn = yield* commonTurn
        outage.end(yield* monotonicMillis)
        return Math.max(turn, yield* besideOwn)
      })
      const turn =
        state === "due"
          ? probe
          : outage.isReturning(now)
            ? Effect.andThen(besideOwn, commonTurn)
            : Effect.andThen(waitFor("common"), commonTurn)
      return yield* Effect.catch(turn, ({ message }) => {
        noteOutage(now)
        return Effect.andThen(warn(message), turnAlone)
      })
    })

  const take = (operation: string, quota: Quota, spread: number): Effect.Effect<number> =>
    Effect.gen(function* () {
      const turn = Math.max(yield* takeTurn(operation, quota, spread), yield* monotonicMillis)
      handOver.noteTurn(operation, turn)
      return turn
    })

  const lines = new Map<string, TurnLine>()
  return {
    wait: (operation, quota, spread) => {
      const line = lines.get(operation) ?? makeTurnLine(quota, shares)
      lines.set(operation, line)
      return line.wait(take(operation, quota, spread))
    }
  }
}
