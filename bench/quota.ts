/**
 * Quotas in real time, over HTTP on loopback, against a server that refuses whatever is above the quota in any window:
 * none may be refused, and at least 95 % must be used. By one process, and by four that share a Redis.
 *
 * Every request reaches the server after a seeded delay of up to half a percent of the window. The limiter reckons with
 * a larger spread: the rest is for the machine's own delays, which weigh more in a window of one second.
 */
import * as Effect from "effect/Effect"
import type { QuotaCase } from "./quota/QuotaCase.ts"
import { findRedis, startRedis } from "./quota/redisServer.ts"
import { type Measured, runCase } from "./quota/runCase.ts"

const required = 0.95

const cases: ReadonlyArray<Omit<QuotaCase, "redis">> = [
  { requests: 3000, seconds: 10, spread: 0.02, processes: 1, measuredSeconds: 20, seed: 1 },
  { requests: 20, seconds: 1, spread: 0.04, processes: 1, measuredSeconds: 20, seed: 2 },
  { requests: 3000, seconds: 10, spread: 0.02, processes: 4, measuredSeconds: 20, seed: 3 },
  { requests: 20, seconds: 1, spread: 0.04, processes: 4, measuredSeconds: 20, seed: 4 }
]

const describeCase = ({ processes, requests, seconds, spread }: Omit<QuotaCase, "redis">): ReadonlyArray<string> => [
  `${requests} per ${seconds} s`,
  `${spread * 100} %`,
  processes === 1 ? "one limiter" : `${processes} processes, Redis`
]

const isEnough = ({ refused, used }: Measured): boolean => refused === 0 && used >= required

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const program = Effect.gen(function* () {
  const found = yield* findRedis
  const rows: Array<ReadonlyArray<string>> = [["quota", "spread", "senders", "sent", "refused", "used", ""]]
  let failed = 0
  for (const one of cases) {
    if (one.processes > 1 && found._tag === "Missing") {
      rows.push([...describeCase(one), "", "", "", `skipped: ${found.why}`])
      continue
    }
    const measured = yield* Effect.scoped(
      Effect.gen(function* () {
        const redis = one.processes > 1 && found._tag === "Found" ? yield* startRedis(found.command) : null
        return yield* runCase({ ...one, redis })
      })
    )
    if (!isEnough(measured)) failed += 1
    rows.push([
      ...describeCase(one),
      String(measured.sent),
      String(measured.refused),
      percent(measured.used),
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
  return failed
})

const failed = await Effect.runPromise(program)
process.exitCode = failed === 0 ? 0 : 1
