/** What is watched is put back as it was, however the watching ends. */
import childProcess, { ChildProcess } from "node:child_process"
import fs, { writeSync } from "node:fs"
import workerThreads from "node:worker_threads"
import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { Shown } from "../../src/secrecy/Shown.ts"
import { watchOutput } from "../../src/secrecy/watchOutput.ts"

/** Everything that is replaced, as it is now. */
const members = () => [
  ...[process.stdout, process.stderr].flatMap((stream) => [stream.write, stream.end, Object.keys(stream).length]),
  ...Object.values(console),
  fs.writeSync,
  fs.write,
  fs.promises.writeFile,
  writeSync,
  childProcess.spawnSync,
  Reflect.get(ChildProcess.prototype, "spawn"),
  workerThreads.Worker,
  process.emit,
  Reflect.get(process, "_rawDebug"),
  Object.hasOwn(process.stdout, "end"),
  Object.hasOwn(process, "emit"),
  process.listenerCount("worker")
]

const textsIn = (shown: ReadonlyArray<Shown>, place: string) =>
  shown.filter((each) => each.place === place).map(({ text }) => text)

/** Printed past the console of the test runner, and invisible. */
const print = (text: string) => Effect.sync(() => void process.stdout.write(`${text}\r`))

const cases: ReadonlyArray<readonly [string, Effect.Effect<unknown>]> = [
  ["succeeds", Effect.void],
  ["fails", Effect.ignore(watchOutput([])(Effect.fail("no")))],
  ["dies", Effect.exit(watchOutput([])(Effect.die("no")))],
  ["is nested", watchOutput([])(watchOutput([])(Effect.void))],
  [
    "is interrupted",
    Effect.gen(function* () {
      const begun = yield* Deferred.make<void>()
      const inner = watchOutput([])(Effect.andThen(Deferred.succeed(begun, undefined), Effect.never))
      const fiber = yield* Effect.forkChild(watchOutput([])(inner))
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(fiber)
    })
  ]
]

describe("the output that is watched", () => {
  it.effect.each(cases)("is as before when the watching %s", ([, watching]) =>
    Effect.gen(function* () {
      const before = members()
      yield* watching
      assert.deepStrictEqual(members(), before)
    })
  )

  it.effect("is heard by each of two that watch, also if the first one ends first", () =>
    Effect.gen(function* () {
      const before = members()
      const [first, second]: readonly [Array<Shown>, Array<Shown>] = [[], []]
      const isOver = yield* Deferred.make<void>()
      const isPrinted = yield* Deferred.make<void>()
      const earlier = yield* Effect.forkChild(
        watchOutput(first)(Effect.andThen(Deferred.await(isPrinted), print("seen by both")))
      )
      const later = yield* Effect.forkChild(
        watchOutput(second)(
          Effect.gen(function* () {
            yield* Deferred.succeed(isPrinted, undefined)
            yield* Deferred.await(isOver)
            yield* print("seen by one")
          })
        )
      )
      yield* Fiber.join(earlier)
      yield* Deferred.succeed(isOver, undefined)
      yield* Fiber.join(later)
      assert.deepStrictEqual(textsIn(first, "stdout"), ["seen by both\r"])
      assert.deepStrictEqual(textsIn(second, "stdout"), ["seen by both\rseen by one\r"])
      assert.deepStrictEqual(members(), before)
    })
  )

  it.effect("is nothing of a process whose output nobody sees", () =>
    Effect.gen(function* () {
      const shown: Array<Shown> = []
      yield* Effect.sync(() => childProcess.execFileSync("echo", ["hidden"])).pipe(watchOutput(shown))
      assert.deepStrictEqual(
        shown.filter(({ text }) => text.includes("hidden")),
        []
      )
    })
  )
})
