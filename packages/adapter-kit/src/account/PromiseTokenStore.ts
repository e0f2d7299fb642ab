/** Where programs that use promises keep tokens. */
import * as Effect from "effect/Effect"
import { askPromise } from "./askPromise.ts"
import { type RedisClient, sendTo } from "./RedisClient.ts"
import type { TokenStoreService } from "./TokenStore.ts"
import { textTokenStore } from "./textTokenStore.ts"
import { isTaken, textOf, tokenCommands } from "./tokenCommands.ts"

/**
 * A token store of promises: the option `tokenStore`. Processes that share one share its tokens.
 *
 * Texts hold access tokens and refresh tokens in the clear: keep them as you keep a password. They hold no secret of an
 * application, nor do keys.
 */
export interface PromiseTokenStore {
  /** The text of a key; `null` or `undefined` if there is none. */
  readonly get: (key: string) => Promise<string | null | undefined>
  /** Keeps a text in place of the one before. It may be forgotten after so many seconds. */
  readonly set: (key: string, text: string, seconds: number) => Promise<unknown>
  /**
   * Takes a lock for so many seconds, unless another holder has it. Whether it was taken. Needed if several processes share
   * the store: one at a time renews a token.
   */
  readonly lock?: (key: string, holder: string, seconds: number) => Promise<boolean>
  /** Gives a lock up, if this holder has it. */
  readonly unlock?: (key: string, holder: string) => Promise<unknown>
}

/** A token store in Redis, for any number of processes. What all keys begin with is `huidan:token:` unless given. */
export const redisTokenStore = (
  client: RedisClient,
  { prefix = "huidan:token:" }: { readonly prefix?: string } = {}
): PromiseTokenStore => {
  const commands = tokenCommands(prefix)
  return {
    get: async (key) => textOf(await sendTo(client, commands.get(key))),
    set: (key, text, seconds) => sendTo(client, commands.set(key, text, Math.ceil(seconds * 1000))),
    lock: async (key, holder, seconds) => isTaken(await sendTo(client, commands.take(key, holder, seconds * 1000))),
    unlock: (key, holder) => sendTo(client, commands.release(key, holder))
  }
}

/** Whether a value can be used as a token store. */
export const isPromiseTokenStore = (value: unknown): value is PromiseTokenStore => {
  if (typeof value !== "object" || value === null) return false
  const [get, set, lock, unlock] = ["get", "set", "lock", "unlock"].map((name): unknown => Reflect.get(value, name))
  const isLock = typeof lock === "function" && typeof unlock === "function"
  return (
    typeof get === "function" && typeof set === "function" && (isLock || (lock === undefined && unlock === undefined))
  )
}

/** The store of each promise store: clients that were given the same one share what they know. */
const services = new WeakMap<PromiseTokenStore, TokenStoreService>()

/** A promise store as the kit uses it. */
export const serviceOf = (store: PromiseTokenStore): TokenStoreService => {
  const known = services.get(store)
  if (known !== undefined) return known
  const service = textTokenStore({
    name: "option `tokenStore`",
    get: (key) =>
      Effect.map(
        askPromise(() => store.get(key)),
        (text) => text ?? null
      ),
    set: (key, text, millis) => Effect.asVoid(askPromise(() => store.set(key, text, Math.ceil(millis / 1000)))),
    locks:
      store.lock === undefined
        ? null
        : {
            take: (lock, holder, millis) =>
              Effect.map(
                askPromise(async () => store.lock?.(lock, holder, Math.ceil(millis / 1000))),
                (taken) => taken === true
              ),
            release: (lock, holder) => Effect.asVoid(askPromise(async () => store.unlock?.(lock, holder)))
          }
  })
  services.set(store, service)
  return service
}
