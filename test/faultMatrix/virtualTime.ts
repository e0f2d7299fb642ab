/**
 * Lets virtual time pass, but waits for work in real time: Web Crypto's signatures, and bodies that are read and
 * decompressed. Otherwise a call would seem to take minutes on a busy machine.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import { TestClock } from "effect/testing"

let working = 0

const counted = (work: () => unknown): Promise<unknown> => {
  working += 1
  return Promise.resolve(work()).finally(() => {
    working -= 1
  })
}

/** Counts work in real time until the scope ends. */
export const watchRealTimeWork: Effect.Effect<void, never, Scope.Scope> = Effect.asVoid(
  Effect.acquireRelease(
    Effect.sync(() => {
      const { arrayBuffer } = Response.prototype
      Response.prototype.arrayBuffer = function (this: Response) {
        return counted(() => arrayBuffer.call(this)) as Promise<ArrayBuffer>
      }
      const { subtle } = globalThis.crypto
      const watched = new Proxy(subtle, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name)
          if (typeof member !== "function") return member
          return (...parameters: ReadonlyArray<unknown>) => counted(() => Reflect.apply(member, target, parameters))
        }
      })
      Object.defineProperty(globalThis.crypto, "subtle", { value: watched, configurable: true })
      return arrayBuffer
    }),
    (arrayBuffer) =>
      Effect.sync(() => {
        Response.prototype.arrayBuffer = arrayBuffer
        Reflect.deleteProperty(globalThis.crypto, "subtle")
      })
  )
)

const turn: Effect.Effect<void> = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

const idle: Effect.Effect<void> = Effect.gen(function* () {
  // A fiber with much to do yields several times before it starts such work.
  let quietTurns = 0
  while (quietTurns < 4) {
    yield* turn
    quietTurns = working === 0 ? quietTurns + 1 : 0
  }
})

export const passTime = (seconds: number): Effect.Effect<void> =>
  Effect.andThen(TestClock.adjust(Duration.seconds(seconds)), idle)

export const passTimeUntilDone = (fiber: Fiber.Fiber<unknown, unknown>): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* idle
    while (fiber.pollUnsafe() === undefined) yield* passTime(1)
  })
