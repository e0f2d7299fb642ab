/** Lets virtual time pass until a fiber has ended, no faster than Web Crypto, which works in real time. */
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import { TestClock } from "effect/testing"

let working = 0

/** Counts what Web Crypto has not answered yet, as long as the scope lasts. */
export const watchWebCrypto: Effect.Effect<void, never, Scope.Scope> = Effect.asVoid(
  Effect.acquireRelease(
    Effect.sync(() => {
      const { subtle } = globalThis.crypto
      const watched = new Proxy(subtle, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name)
          if (typeof member !== "function") return member
          return (...parameters: ReadonlyArray<unknown>) => {
            working += 1
            return Promise.resolve(Reflect.apply(member, target, parameters)).finally(() => {
              working -= 1
            })
          }
        }
      })
      Object.defineProperty(globalThis.crypto, "subtle", { value: watched, configurable: true })
    }),
    () => Effect.sync(() => Reflect.deleteProperty(globalThis.crypto, "subtle"))
  )
)

const turn: Effect.Effect<void> = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

const idle: Effect.Effect<void> = Effect.gen(function* () {
  yield* turn
  while (working > 0) yield* turn
  yield* turn
})

export const passTimeUntilDone = (fiber: Fiber.Fiber<unknown, unknown>): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* idle
    while (fiber.pollUnsafe() === undefined) {
      yield* TestClock.adjust("1 second")
      yield* idle
    }
  })
