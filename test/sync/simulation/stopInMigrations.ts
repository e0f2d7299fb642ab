/** A process is killed after each statement with which it makes the tables of a new file; then another one starts. */
import { inVirtualTime } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { layerSqlite, layerStore, Store } from "../../../packages/sync/src/index.ts"
import { startProcess, testKey } from "./Process.ts"
import { makeMachine } from "./simulate.ts"
import { start, type World } from "./World.ts"

/** How long a process may take to start. */
const longestStart = "2 minutes"

export const stopInMigrations = Effect.fnUntraced(function* (world: World) {
  const problems: Array<string> = []
  let stops = 0
  for (let isOver = false; !isOver; ) {
    const found = yield* inVirtualTime(start, stopAfter(world, stops + 1))
    isOver = found === null
    stops += isOver ? 0 : 1
    problems.push(...(found ?? []))
  }
  return { problems, stops }
})

/** What is wrong after a process was killed after so many statements; `null` if it began with fewer. */
const stopAfter = Effect.fnUntraced(function* (world: World, statements: number) {
  const machine = yield* makeMachine(world, 1)
  const first = yield* startProcess(machine, 1)
  first.life.freezeSoon(statements)
  yield* Effect.raceFirst(Effect.asVoid(first.started), first.life.frozen)
  const isStopped = first.life.isFrozen()
  first.life.kill()
  if (!isStopped) return null
  const second = yield* startProcess(machine, 2)
  const begun = yield* Effect.timeoutOption(second.started, longestStart)
  second.life.kill()
  const store = layerStore({ masterKey: testKey }).pipe(
    Layer.provideMerge(layerSqlite({ file: machine.file, readers: 0 }))
  )
  const check = yield* Effect.flatMap(Store, ({ check: all }) => all).pipe(Effect.provide(store))
  return [
    ...(begun._tag === "None" ? [`after ${statements} statements: the next process does not start`] : []),
    ...check.map(({ message }) => `after ${statements} statements: ${message}`)
  ]
})
