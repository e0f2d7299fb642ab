/** Where programs that use promises remember which messages of pushes are handled. */
import * as Effect from "effect/Effect"
import { askPromise } from "../account/askPromise.ts"
import { type RedisClient, sendTo } from "../account/RedisClient.ts"
import type { PushClaim, PushLogService } from "./PushLog.ts"
import { claimOf, noClaim, pushCommands } from "./pushCommands.ts"

/**
 * A push log of promises: the option `pushLog`. Processes that share one handle a message once at a time.
 *
 * A key is a digest of 64 hexadecimal digits; a `holder` is a random text, another one for each claim. While a log rejects,
 * or does not answer within a second, messages are handled without it.
 */
export interface PromisePushLog {
  /**
   * Claims a message for `leaseSeconds`, as one step: of many who claim it at the same moment, one gets `new`. The others
   * get `running`, or `done` if it was handled. A claim that is neither done nor released by then ends.
   */
  readonly claim: (key: string, holder: string, leaseSeconds: number) => Promise<PushClaim>
  /** Notes for `keepSeconds` that a message was handled. Does nothing while another holder claims it. */
  readonly done: (key: string, holder: string, keepSeconds: number) => Promise<unknown>
  /** Ends a claim without a result: the next one gets `new`. Does nothing unless this holder claims it. */
  readonly release: (key: string, holder: string) => Promise<unknown>
}

/**
 * A push log in Redis, for any number of processes, over a client of `redis` or of `ioredis`. What all keys begin with is
 * `huidan:push:` unless given.
 */
export const redisPushLog = (
  client: RedisClient,
  { prefix = "huidan:push:" }: { readonly prefix?: string } = {}
): PromisePushLog => {
  const commands = pushCommands(prefix)
  return {
    claim: async (key, holder, leaseSeconds) => {
      const claim = claimOf(await sendTo(client, commands.claim(key, holder, leaseSeconds)))
      if (claim === null) throw new Error(noClaim)
      return claim
    },
    done: (key, holder, keepSeconds) => sendTo(client, commands.done(key, holder, keepSeconds)),
    release: (key, holder) => sendTo(client, commands.release(key, holder))
  }
}

/** Whether a value can be used as a push log. */
export const isPromisePushLog = (value: unknown): value is PromisePushLog =>
  typeof value === "object" &&
  value !== null &&
  ["claim", "done", "release"].every((name) => typeof Reflect.get(value, name) === "function")

/** A promise log as the kit uses it. */
export const pushLogOf = (log: PromisePushLog): PushLogService => ({
  claim: (key, holder, leaseSeconds) =>
    Effect.flatMap(
      askPromise(() => log.claim(key, holder, leaseSeconds)),
      (answer) => {
        const claim = claimOf(answer)
        return claim === null
          ? Effect.fail({ message: "the log answered something else than a claim" })
          : Effect.succeed(claim)
      }
    ),
  done: (key, holder, keepSeconds) => Effect.asVoid(askPromise(() => log.done(key, holder, keepSeconds))),
  release: (key, holder) => Effect.asVoid(askPromise(() => log.release(key, holder)))
})
