/**
 * Which messages of pushes are being handled, and which were handled before. Platforms repeat a message until it is
 * acknowledged, and sometimes after that.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { monotonicMillis } from "../account/monotonicTime.ts"

/** `new`: the caller handles the message. `running`: another one is handling it. `done`: it was handled. */
export type PushClaim = "new" | "running" | "done"

/** Why a log gave no answer. */
export interface PushLogFailure {
  readonly message: string
}

/**
 * Remembers which messages are handled. A key is a digest of 64 hexadecimal digits; a `holder` is a random text, another
 * one for each claim. While a log fails, or does not answer, messages are handled without it.
 */
export interface PushLogService {
  /**
   * Claims a message for `leaseSeconds`, as one step: of many who claim it at the same moment, one gets `new`. A claim that
   * is neither done nor released by then ends, so that a message is handled again if the program that claimed it died.
   */
  readonly claim: (key: string, holder: string, leaseSeconds: number) => Effect.Effect<PushClaim, PushLogFailure>
  /** Notes for `keepSeconds` that a message was handled. Does nothing while another holder claims it. */
  readonly done: (key: string, holder: string, keepSeconds: number) => Effect.Effect<void, PushLogFailure>
  /** Ends a claim without a result: the next one gets `new`. Does nothing unless this holder claims it. */
  readonly release: (key: string, holder: string) => Effect.Effect<void, PushLogFailure>
}

/** How many handled messages are remembered unless another number is given; about 20 MB. */
const standardSize = 100_000

/**
 * A push log in the memory of this process. It remembers the last `size` messages that were handled: an older one that
 * comes again is handled again.
 */
export const memoryPushLog = (size: number = standardSize): PushLogService => {
  const claims = new Map<string, { readonly holder: string; readonly until: number }>()
  const handled = new Map<string, number>()

  const isHandled = (key: string, now: number): boolean => (handled.get(key) ?? Number.NEGATIVE_INFINITY) > now
  /** Who else claims a message at this moment. */
  const isClaimedByOther = (key: string, holder: string, now: number): boolean => {
    const claim = claims.get(key)
    return claim !== undefined && claim.holder !== holder && claim.until > now
  }
  /** Entries are in the order in which they were made, and so about in the order in which they end. */
  const forgetClaims = (now: number): void => {
    for (const [key, { until }] of claims) {
      if (until > now) return
      claims.delete(key)
    }
  }
  const forgetHandled = (now: number): void => {
    for (const [key, until] of handled) {
      if (until > now && handled.size <= size) return
      handled.delete(key)
    }
  }

  return {
    claim: (key, holder, leaseSeconds) =>
      Effect.map(monotonicMillis, (now) => {
        forgetClaims(now)
        if (isHandled(key, now)) return "done"
        if (isClaimedByOther(key, holder, now)) return "running"
        claims.delete(key)
        claims.set(key, { holder, until: now + leaseSeconds * 1000 })
        return "new"
      }),
    done: (key, holder, keepSeconds) =>
      Effect.map(monotonicMillis, (now) => {
        if (isClaimedByOther(key, holder, now)) return
        claims.delete(key)
        handled.delete(key)
        handled.set(key, now + keepSeconds * 1000)
        forgetHandled(now)
      }),
    release: (key, holder) =>
      Effect.sync(() => {
        if (claims.get(key)?.holder === holder) claims.delete(key)
      })
  }
}

/** The push log of the context; one in the memory of this process unless a layer provides another. */
export class PushLog extends Context.Reference<PushLogService>("@huidan/adapter-kit/PushLog", {
  defaultValue: () => memoryPushLog()
}) {}

/** A push log of its own in the memory of this process. */
export const layerMemory: Layer.Layer<never> = Layer.sync(PushLog, () => memoryPushLog())
