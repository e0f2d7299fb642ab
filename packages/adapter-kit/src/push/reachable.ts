import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { makeRareWarning } from "../account/rareWarning.ts"
import { makeSharedStore } from "../account/sharedStore.ts"
import type { PushClaim, PushLogFailure, PushLogService } from "./PushLog.ts"

/** A push log as deliveries use it: it never fails and never takes long. */
export interface ReachableLog {
  /** `away`: the log gives no answer, so the message is handled and not noted. */
  readonly claim: (key: string, holder: string, leaseSeconds: number) => Effect.Effect<PushClaim | "away">
  readonly done: (key: string, holder: string, keepSeconds: number) => Effect.Effect<void>
  readonly release: (key: string, holder: string) => Effect.Effect<void>
}

/** A log that does not answer within this is out of reach. Platforms wait for an answer to a push for a few seconds. */
const answerLimit = Duration.seconds(1)

/** Asks a log that may fail or hang. */
export const reachable = (log: PushLogService): ReachableLog => {
  const store = makeSharedStore(answerLimit)
  const warn = makeRareWarning(
    "the push log is out of reach: messages are handled and not noted, so one that comes again may be handled again"
  )
  const ask = <A, B>(question: Effect.Effect<A, PushLogFailure>, otherwise: B): Effect.Effect<A | B> =>
    Effect.catch(store.ask(question), ({ message }) => Effect.as(warn(message), otherwise))
  return {
    claim: (key, holder, leaseSeconds) =>
      ask(
        Effect.suspend(() => log.claim(key, holder, leaseSeconds)),
        "away"
      ),
    done: (key, holder, keepSeconds) =>
      ask(
        Effect.suspend(() => log.done(key, holder, keepSeconds)),
        undefined
      ),
    release: (key, holder) =>
      ask(
        Effect.suspend(() => log.release(key, holder)),
        undefined
      )
  }
}
