/** A world from a seed: the real adapter, a living platform, and the real store on a memory disk, in virtual time. */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { inVirtualTime, makeDice, makeTwin, type RunningTwin } from "@huidan/conformance"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { doorOf, layerSqlite, layerStore } from "../../../packages/sync/src/index.ts"
import { subjects } from "../../support.ts"
import { subjectsWithTwins } from "../../twins.ts"
import { runPersons } from "./Persons.ts"
import { baseUrl, type Machine, type Mutate, type Process, startProcess, testKey } from "./Process.ts"
import { type History, makeHistory, runTraffic } from "./Traffic.ts"
import { problemsOf } from "./truth.ts"
import { start, type World } from "./World.ts"

export interface Outcome {
  /** What is wrong; empty if nothing is. */
  readonly problems: ReadonlyArray<string>
  readonly requests: number
  readonly processes: number
  readonly orders: number
  readonly changes: number
  readonly acknowledged: number
  /** What happened, line by line. */
  readonly journal: ReadonlyArray<string>
}

export interface SimulationOptions {
  readonly mutate?: Mutate
}

/** How long a killed process is down, at most; in milliseconds. */
const longestDown = 3000
/** How long everything may take after the last change. */
const longestSettling = 30 * 60_000

/** Runs the world and says what its store is like when traffic has settled. */
export const simulate = (
  world: World,
  seed: number,
  options: SimulationOptions = {}
): Effect.Effect<Outcome, unknown> =>
  inVirtualTime(
    start,
    Effect.gen(function* () {
      const machine = yield* makeMachine(world, seed, options)
      const history = makeHistory(machine)
      const running: Running = { process: null, processes: 0 }
      const clock = yield* Clock.Clock
      const quiet = clock.currentTimeMillisUnsafe() + world.until
      yield* Effect.forkScoped(keepRunning(machine, running, quiet))
      yield* Effect.forkScoped(
        Effect.forEach(world.clockSteps, ({ after, by }) =>
          Effect.andThen(
            Effect.sleep(Duration.millis(after)),
            Effect.sync(() => (machine.set.ahead += by))
          )
        )
      )
      yield* Effect.forkScoped(runPersons(machine, history, () => running.process))
      yield* runTraffic(
        machine,
        history,
        () => running.process,
        () => clock.currentTimeMillisUnsafe() >= quiet
      )
      return yield* outcomeOf(machine, history, running)
    })
  )

/** The process that runs, and how many were started. */
export interface Running {
  process: Process | null
  processes: number
}

/** Waits until traffic has settled, looking every so many milliseconds, and says what the store is like. */
export const outcomeOf = Effect.fnUntraced(function* (
  machine: Machine,
  history: History,
  running: Running,
  lookEvery = 10_000
) {
  const settled = yield* untilSettled(machine, history, lookEvery)
  running.process?.life.kill()
  const store = layerStore({ masterKey: testKey }).pipe(
    Layer.provideMerge(layerSqlite({ file: machine.file, readers: 0 }))
  )
  const problems = yield* problemsOf(machine, history).pipe(Effect.provide(store))
  const outcome: Outcome = {
    problems: [...(settled ? [] : ["traffic does not settle"]), ...problems],
    requests: machine.twin.journal().length,
    processes: running.processes,
    orders: machine.twin.orders().length,
    changes: [...history.states.values()].reduce((sum, states) => sum + states.length - 1, 0),
    acknowledged: history.acknowledged,
    journal: machine.journal
  }
  return outcome
})

export const makeMachine = Effect.fnUntraced(function* (
  world: World,
  seed: number,
  { mutate = (writer) => writer }: SimulationOptions = {}
) {
  const { door: doorName, platform } = world.at
  const { twin: definition } = subjectsWithTwins.find((each) => each.platform === platform)!
  const { package: adapterPackage } = subjects.find((each) => each.platform === platform)!
  const door = definition.doors?.find(({ name }) => name === doorName) ?? null
  // Platforms state whole seconds.
  const baseTime = DateTime.startOf(yield* DateTime.now, "second")
  const first = yield* makeTwin(definition, { seed, orders: world.orders, days: 2, baseTime })
  const twin: RunningTwin = yield* makeTwin(definition, {
    seed,
    only: first.orders(),
    baseTime,
    aheadSeconds: world.ahead,
    lag: { listSeconds: world.listLag, detailSeconds: world.detailLag },
    faults: { random: { probability: 1, faults: faultsOf(world.faults) } }
  })
  const file = yield* memoryFile
  const { options, secrets } = twin.shopOptions(baseUrl)
  const listing = definition.finds === "list" ? world.options : {}
  const decoded = yield* Schema.decodeUnknownEffect(adapterPackage.Options)({
    ...options,
    ...secrets,
    ...door?.options,
    ...door?.secrets,
    ...listing
  }).pipe(Effect.orDie)
  const { manifest } = yield* adapterPackage.make(decoded)
  return {
    world,
    seed,
    name: { platform, shopId: definition.limits.shop.id },
    file,
    makeAdapter: adapterPackage.make(decoded),
    manifest,
    twin,
    door,
    clock: yield* Clock.Clock,
    set: { ahead: 0 },
    journal: [],
    mutate
  } satisfies Machine
})

/** Pages of 3 rows, and sometimes something else. */
const faultsOf = (share: number) => {
  const pages = { kind: "page-size", size: 3 } as const
  const others = [
    { kind: "http-status", status: 502, retryAfter: null },
    { kind: "reset" },
    { kind: "cut-body" },
    { kind: "token-dead" }
  ] as const
  const usual = share === 0 ? 1 : Math.round(others.length / share) - others.length
  return [...Array.from({ length: usual }, () => pages), ...(share === 0 ? [] : others)]
}

/** A file in memory, where the system has a folder for that. */
const memoryFile = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "huidan-simulation-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
).pipe(Effect.map((folder) => join(folder, "store.db")))

/** Starts a process again whenever one is killed, until traffic ends. */
const keepRunning = Effect.fnUntraced(function* (machine: Machine, running: Running, quiet: number) {
  const { clock, seed, world } = machine
  const dice = makeDice(seed, "kills")
  for (;;) {
    running.processes += 1
    const process = yield* startProcess(machine, running.processes)
    running.process = process
    yield* Effect.forkScoped(
      Effect.tap(process.ended, (how) =>
        Effect.sync(() => machine.journal.push(`process ${process.number} ended: ${how}`))
      )
    )
    if (world.killEvery === 0) return yield* Effect.never
    yield* Effect.sleep(Duration.millis(dice.between(1, 2 * world.killEvery)))
    if (clock.currentTimeMillisUnsafe() >= quiet) return yield* Effect.never
    // The next statement is the last one, wherever that is.
    process.life.freezeSoon(dice.between(1, 30))
    yield* process.life.frozen
    process.life.kill()
    running.process = null
    yield* Effect.sleep(Duration.millis(dice.between(0, longestDown)))
  }
})

/** Waits until the store must be right; `false` if that takes too long. */
const untilSettled = Effect.fnUntraced(function* (machine: Machine, history: History, lookEvery: number) {
  const { clock, world } = machine
  const end = clock.currentTimeMillisUnsafe() + longestSettling
  while (clock.currentTimeMillisUnsafe() < end) {
    yield* Effect.sleep(Duration.millis(lookEvery))
    if (isSettled(machine, history.last + 1000 * (1 + Math.max(world.listLag, world.detailLag)))) return true
  }
  return false
})

/** Whether all lists were read up to this moment, no want is open, and what no list shows was read since then. */
const isSettled = ({ file, manifest, twin, world }: Machine, moment: number): boolean => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 })
  try {
    const number = (sql: string): number => Number(database.prepare(sql).get()?.["n"] ?? 0)
    if (number("SELECT count(*) AS n FROM wants WHERE parked IS NULL") > 0) return false
    if (number("SELECT count(*) AS n FROM orders") < twin.orders().length) return false
    if (world.unreadable !== null && number("SELECT count(*) AS n FROM quarantine WHERE sealed IS NOT NULL") > 0) {
      return false
    }
    const listed = number("SELECT min(coalesce(settled, 0)) AS n FROM cursors WHERE lane = 'live'")
    const backfilled = number("SELECT count(*) AS n FROM cursors WHERE lane = 'backfill' AND settled >= until")
    const door = doorOf(manifest)
    if (!world.named && (listed <= moment || backfilled === 0)) return false
    const unread = `SELECT count(*) AS n FROM orders o WHERE NOT EXISTS
      (SELECT 1 FROM facets f WHERE f.order_id = o.id AND f.meets_wants = 1 AND f.asked_at > ${moment})`
    // A world in which every change is pushed does not wait for the next reading.
    return !door.needsRereads || world.pushes?.lost === 0 || number(unread) === 0
  } catch {
    return false
  } finally {
    database.close()
  }
}
