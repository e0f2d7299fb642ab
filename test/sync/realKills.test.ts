/**
 * A process that follows a living platform over real HTTP and on a real file is killed (SIGKILL) while it writes, again and
 * again; then the store is as the platform is. `HUIDAN_REAL_KILLS=10` kills it so often.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Follower } from "./realKills/follower.ts"
import { serveTwin } from "./realKills/serveTwin.ts"
import { makeMachine, outcomeOf } from "./simulation/simulate.ts"
import { makeHistory, record } from "./simulation/Traffic.ts"
import { type World, worlds } from "./simulation/World.ts"

const kills = Number(process.env["HUIDAN_REAL_KILLS"] ?? 3)

const world: World = {
  ...worlds["xiaoe 2.0"],
  pushes: null,
  faults: 0,
  settings: { replicaLag: 0, clockMargin: 0, pollInterval: 200, firstSync: "3 days" },
  options: { settleSeconds: 1, overlapSeconds: 1 }
}

const start = (follower: Follower): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, "realKills/follower.ts"), JSON.stringify(follower)], {
    stdio: ["ignore", "pipe", "inherit"]
  })

/** Ends after so many lines. */
const linesOf = (child: ChildProcess, count: number): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (child.stdout === null) return
    let lines = 0
    createInterface({ input: child.stdout }).on("line", () => {
      lines += 1
      if (lines === count) resume(Effect.void)
    })
  })

const killed = (child: ChildProcess): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (child.exitCode !== null || child.signalCode !== null) return resume(Effect.void)
    child.once("exit", () => resume(Effect.void))
    child.kill("SIGKILL")
  })

describe("a process that is killed", () => {
  it.live(
    "loses nothing of what it had committed, and nothing else",
    () =>
      Effect.gen(function* () {
        const machine = yield* makeMachine(world, 1)
        const history = makeHistory(machine)
        const baseUrl = yield* serveTwin(machine.twin)
        const { options, secrets } = machine.twin.shopOptions(baseUrl)
        const follower: Follower = {
          file: machine.file,
          ...machine.name,
          options: { ...options, ...secrets, ...world.options },
          settings: world.settings,
          lease: 500
        }
        for (let kill = 1; kill <= kills; kill++) {
          const child = start(follower)
          // In the middle of a transaction, or right behind it.
          yield* linesOf(child, 2 + kill)
          yield* killed(child)
          for (let changes = 0; changes < 3; changes++) record(machine, history, yield* machine.twin.advanceAny())
        }
        const last = yield* Effect.acquireRelease(
          Effect.sync(() => start(follower)),
          killed
        )
        const { problems } = yield* outcomeOf(machine, history, { process: null, processes: kills + 1 }, 500)
        assert.deepStrictEqual(problems, [])
        assert.isNull(last.exitCode)
      }).pipe(Effect.scoped),
    120_000
  )
})
