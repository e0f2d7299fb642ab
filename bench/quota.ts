/**
 * Quotas in real time, over HTTP on loopback, against a server that refuses every request above the quota in any window.
 * No request may be refused, and at least 95 % of the quota must be used, by one process and by four that share a Redis.
 * A refusal of one of the four must stop them all.
 *
 * Every request reaches the server after a seeded delay of up to half a percent of the window. The limiter allows for a
 * larger spread: the rest is for the machine's own delays, which matter more in a window of one second. If the machine
 * delayed a process for longer, the result does not describe the limiter, and the case is measured again.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import { allowedHoldUp, type QuotaCase } from "./quota/QuotaCase.ts"
import { findRedis, startRedis } from "./quota/redisServer.ts"
import { type Measured, noticedAfter, runCase } from "./quota/runCase.ts"

const required = 0.95

const slow = { requests: 3000, seconds: 10, spread: 0.02, measuredSeconds: 20, attempts: 2 }
const fast = { requests: 20, seconds: 1, spread: 0.04, measuredSeconds: 15, attempts: 4 }

const cases: ReadonlyArray<Omit<QuotaCase, "redis">> = [
  { ...slow, processes: 1, seed: 1, refusal: null },
  { ...fast, processes: 1, seed: 2, refusal: null },
  { ...slow, processes: 4, seed: 3, refusal: null },
  { ...fast, processes: 4, seed: 4, refusal: null }
]

/** One of four processes is refused, with a request to pause for three seconds. */
const refusedOnce: Omit<QuotaCase, "redis"> = {
  ...fast,
  processes: 4,
  measuredSeconds: 8,
  attempts: 1,
  seed: 5,
  refusal: { after: 3, pause: 3 }
}

const describeCase = ({ processes, requests, seconds, spread }: Omit<QuotaCase, "redis">): ReadonlyArray<string> => [
  `${requests} per ${seconds} s`,
  `${spread * 100} %`,
  processes === 1 ? "one limiter" : `${processes} processes, Redis`
]

const isEnough = ({ refused, used }: Measured): boolean => refused === 0 && used >= required

interface Result extends Measured {
  /** How often it was measured; the last run counts. */
  readonly runs: number
}

const measure = (one: QuotaCase, runs = 1): Effect.Effect<Result> =>
  Effect.flatMap(runCase(one), (measured) => {
    const counts = isEnough(measured) || measured.heldUp <= allowedHoldUp(one) || runs >= one.attempts
    return counts ? Effect.succeed({ ...measured, runs }) : measure(one, runs + 1)
  })

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const program = Effect.gen(function* () {
  const found = yield* findRedis
  const rows: Array<ReadonlyArray<string>> = [
    ["quota", "spread", "senders", "sent", "refused", "used", "held up", "runs", ""]
  ]
  let failed = 0
  for (const one of cases) {
    if (one.processes > 1 && found._tag === "Missing") {
      rows.push([...describeCase(one), "", "", "", "", "", `skipped: ${found.why}`])
      continue
    }
    const measured = yield* Effect.scoped(
      Effect.gen(function* () {
        const redis = one.processes > 1 && found._tag === "Found" ? yield* startRedis(found.command) : null
        return yield* measure({ ...one, redis })
      })
    )
    if (!isEnough(measured)) failed += 1
    rows.push([
      ...describeCase(one),
      String(measured.sent),
      String(measured.refused),
      percent(measured.used),
      `${measured.heldUp} ms`,
      String(measured.runs),
      isEnough(measured) ? "ok" : `not enough: none refused and ${percent(required)} used are required`
    ])
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of rows) {
    console.log(
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()
    )
  }
  if (found._tag === "Missing") console.log(`one refusal, 4 processes, Redis: skipped: ${found.why}`)
  else {
    const { duringPause, refused, sent } = yield* Effect.scoped(
      Effect.flatMap(startRedis(found.command), (redis) => runCase({ ...refusedOnce, redis }))
    )
    const isPaused = refused === 1 && duringPause === 0
    if (!isPaused) failed += 1
    const pause = `${duringPause} of ${sent} requests from ${noticedAfter} ms after it to the end of the pause`
    console.log(`one refusal, 4 processes, Redis: ${refused} refused, ${pause}: ${isPaused ? "ok" : "0 are required"}`)
  }
  return failed
})

NodeRuntime.runMain(
  Effect.map(program, (failed) => {
    process.exitCode = failed === 0 ? 0 : 1
  })
)
