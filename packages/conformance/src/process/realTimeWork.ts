/**
 * Counts work in real time that is under way: Web Crypto, reading of bodies, threads and processes. A virtual clock
 * waits for it.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { replaceMember, restoreAll, shared } from "./replaceMember.ts"
import { onStart } from "./started.ts"

let working = 0

/** Whether counted work is under way. */
export const isWorking = (): boolean => working > 0

/** Counts work until its promise is settled. */
export const counted = <A>(work: () => A): Promise<Awaited<A>> => {
  working += 1
  return Promise.resolve(work()).finally(() => {
    working -= 1
  })
}

const bodyReaders = ["arrayBuffer", "bytes", "text", "json", "blob", "formData"]

const countWork = shared(() => {
  const ownSubtle = Object.getOwnPropertyDescriptor(globalThis.crypto, "subtle")
  const watched = new Proxy(globalThis.crypto.subtle, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== "function") return member
      return (...parameters: ReadonlyArray<unknown>) => counted(() => Reflect.apply(member, target, parameters))
    }
  })
  Object.defineProperty(globalThis.crypto, "subtle", { value: watched, configurable: true })
  return restoreAll([
    () => {
      if (ownSubtle === undefined) Reflect.deleteProperty(globalThis.crypto, "subtle")
      else Object.defineProperty(globalThis.crypto, "subtle", ownSubtle)
    },
    ...bodyReaders.map((name) =>
      replaceMember(
        Response.prototype,
        name,
        (original) =>
          (...parameters) =>
            counted(() => original(...parameters))
      )
    ),
    // A body that is read piece by piece, to count it or to decompress it.
    replaceMember(
      ReadableStreamDefaultReader.prototype,
      "read",
      (original) =>
        (...parameters) =>
          counted(() => original(...parameters))
    ),
    onStart((ended) => void counted(() => ended))
  ])
})

/** Counts work in real time until the scope closes. */
export const watchRealTimeWork: Effect.Effect<void, never, Scope.Scope> = Effect.asVoid(
  Effect.acquireRelease(Effect.sync(countWork), (restore) => Effect.sync(restore))
)
