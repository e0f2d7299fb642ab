/**
 * Kills that are enumerated, not drawn: for each kind of transaction, one process is stopped after every one of its
 * statements, its COMMIT included. A process that is killed never goes on. One that is frozen goes on when another process has
 * taken its place, and must write nothing any more.
 */
import { inVirtualTime } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import type { RunStatement } from "./Life.ts"
import { type Machine, type Process, startProcess } from "./Process.ts"
import { makeMachine, type Outcome, outcomeOf, type Running, type SimulationOptions } from "./simulate.ts"
import { type History, makeHistory, runTraffic } from "./Traffic.ts"
import { start, type World } from "./World.ts"

export interface EveryKill extends Outcome {
  /** After how many statements of each kind of transaction a process was stopped. */
  readonly stops: Readonly<Record<string, number>>
}

/** A process that is never stopped shows how many statements each transaction has, for so long in milliseconds. */
const learning = 90_000
/** How long a process may take to reach a statement after which none was stopped yet. */
const longestLife = 300_000
/** How long another process is watched that must not start. */
const watched = 8000
/** An order that no shop has. */
const unknownOrder = "no_such_order"

export interface StopOptions extends SimulationOptions {
  /** The only kinds of transactions after whose statements processes are stopped; all if left out. */
  readonly only?: ReadonlyArray<string>
}

export const stopEverywhere = (
  world: World,
  seed: number,
  how: "kill" | "freeze",
  options: StopOptions = {}
): Effect.Effect<EveryKill, unknown> =>
  inVirtualTime(
    start,
    Effect.gen(function* () {
      const machine = yield* makeMachine(world, seed, options)
      const history = makeHistory(machine)
      const running: Running = { process: null, processes: 0 }
      // A process that is not the writer yet has no place that another one could take.
      const stops = makeStops(how === "freeze" ? ["become writer"] : [], options.only)
      const found: Array<string> = []
      /** The numbers of the processes that were stopped: each is stopped once. */
      const stopped = new Set<number>()
      let isOver = false
      const begin = Effect.fnUntraced(function* () {
        running.processes += 1
        const number = running.processes
        return yield* startProcess(machine, number, {
          freezesAfter: (statement) => !stopped.has(number) && stops.stopsAfter(statement)
        })
      })
      yield* Effect.forkScoped(persons(machine, history, () => running.process))
      yield* Effect.forkScoped(
        Effect.gen(function* () {
          running.process = yield* begin()
          yield* Effect.sleep(learning)
          stops.turn(true)
          for (;;) {
            const process: Process = running.process
            const outcome = yield* Effect.timeoutOption(process.life.frozen, longestLife)
            if (outcome._tag === "None") break
            if (how === "kill") {
              process.life.kill()
              running.process = yield* begin()
            } else running.process = yield* takeOver(process, begin, stops, stopped, found)
          }
          // While traffic settles nobody starts another process: none is stopped any more.
          stops.turn(false)
          isOver = true
        })
      )
      yield* runTraffic(
        machine,
        history,
        () => running.process,
        () => isOver
      )
      const outcome = yield* outcomeOf(machine, history, running)
      return { ...outcome, problems: [...found, ...outcome.problems], stops: stops.counted() }
    })
  )

/**
 * Lets another process take the place of one that is frozen, and then lets that one go on. The other one may be frozen before
 * it has begun: then a third one takes its place.
 */
const takeOver = (
  old: Process,
  begin: () => Effect.Effect<Process>,
  stops: Stops,
  stopped: Set<number>,
  found: Array<string>
): Effect.Effect<Process> =>
  Effect.gen(function* () {
    stopped.add(old.number)
    let next = yield* begin()
    if (old.life.isInTransaction()) {
      // The file is locked: nobody can take its place until its transaction ends.
      const early = yield* Effect.timeoutOption(next.started, watched)
      if (early._tag === "Some") {
        found.push(`process ${next.number} took the place of a process whose transaction is open`)
      }
      while (old.life.isInTransaction()) {
        old.life.freezeSoon(1)
        yield* old.life.thaw
        yield* old.life.frozen
      }
    }
    const begun = Effect.raceFirst(Effect.asVoid(next.started), next.life.frozen)
    if ((yield* Effect.timeoutOption(begun, longestLife))._tag === "None") {
      found.push(`process ${next.number} does not take the place of process ${old.number}`)
    }
    if (next.life.isFrozen()) next = yield* takeOver(next, begin, stops, stopped, found)
    // The new one is not stopped while the old one is watched: in a transaction it would keep the file locked.
    stops.turn(false)
    const written = old.life.written()
    yield* old.life.thaw
    const ended = yield* Effect.timeoutOption(old.ended, longestLife)
    if (ended._tag === "None") found.push(`process ${old.number} goes on after another one took its place`)
    else if (!isRefused(ended.value)) found.push(`process ${old.number}: ${ended.value}`)
    if (old.life.written() !== written) found.push(`process ${old.number} writes after another one took its place`)
    old.life.kill()
    stops.turn(true)
    return next
  })

/** Whether a process ended because another one took its place. */
const isRefused = (how: string): boolean => /another process writes|no longer owns/.test(how)

type Stops = ReturnType<typeof makeStops>

/** After which statements processes are still to be stopped. */
const makeStops = (without: ReadonlyArray<string>, only?: ReadonlyArray<string>) => {
  /** How many statements the longest transaction of each kind has. */
  const longest = new Map<string, number>()
  const next = new Map<string, number>()
  let isOn = false
  return {
    turn: (on: boolean) => {
      isOn = on
    },
    stopsAfter: ({ sql, statement, work }: RunStatement): boolean => {
      if (statement === 0 || work === "other" || without.includes(work)) return false
      if (only !== undefined && !only.includes(work)) return false
      if (sql === "COMMIT") longest.set(work, Math.max(longest.get(work) ?? 0, statement))
      const wanted = next.get(work) ?? 1
      if (!isOn || statement !== wanted || wanted > (longest.get(work) ?? 0)) return false
      next.set(work, wanted + 1)
      return true
    },
    counted: () => Object.fromEntries([...longest.keys()].map((work) => [work, (next.get(work) ?? 1) - 1] as const))
  }
}

/**
 * What persons do: they want an order again, and one that no shop has, read a period again, and have an order forgotten. Where
 * rows cannot be decoded at first they have them decoded again, instead of the last two.
 */
const persons = (machine: Machine, history: History, current: () => Process | null): Effect.Effect<never> =>
  Effect.gen(function* () {
    yield* Effect.sleep("20 seconds")
    const process = current()
    if (process === null) return
    yield* process.want([machine.twin.orders()[0]?.orderId ?? unknownOrder, unknownOrder])
    yield* Effect.sleep("10 seconds")
    if (machine.world.unreadable !== null) {
      // A period that is read again would bring the same rows again, and a row that names a forgotten order is emptied.
      yield* process.replay
      return
    }
    const now = Math.floor(machine.clock.currentTimeMillisUnsafe())
    yield* process.backfill(now - 86_400_000, now)
    yield* forgetNext(machine, history, process)
  }).pipe(Effect.forever)

/** Each order once as long as there are others: a second time there is less to be done. */
const forgetNext = ({ twin }: Machine, { forgotten }: History, process: Process): Effect.Effect<void> => {
  const ids = twin.orders().map(({ orderId }) => orderId)
  const next = ids.find((orderId) => !forgotten.has(orderId)) ?? unknownOrder
  return Effect.map(process.forget(next), (orders) => {
    if (orders === 1) forgotten.add(next)
  })
}
