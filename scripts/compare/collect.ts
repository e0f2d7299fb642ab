/**
 * Runs every case in the tree that this file is in, and writes a line of JSON for each: key, hashes of the findings, counts.
 *
 * `node scripts/compare/collect.ts <CollectRequest as JSON>`. `compare.ts` copies this folder into the other tree.
 */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Scope from "effect/Scope"
import { errorCodeCases, fixtureCases, seedCases } from "./answers.ts"
import { type Case, countsOf, type Findings, hash, keyOf } from "./Case.ts"
import { type Cursors, failureCases, getOrderCases, listCases, pushCases, resumptionCases } from "./calls.ts"
import { loadPlatforms, makeAdapter, makeTwin, type Platform } from "./Platform.ts"
import type { CollectedLine, CollectRequest, PartsOfCases } from "./Request.ts"

const request: CollectRequest = JSON.parse(process.argv[2] ?? "{}")
const only: PartsOfCases | null = request.only === undefined ? null : JSON.parse(readFileSync(request.only, "utf8"))

async function* casesOf(platform: Platform, scope: Scope.Scope): AsyncGenerator<Case> {
  const running = await Effect.runPromise(makeTwin(platform.twin, { orders: 1 }))
  const bare = await Effect.runPromise(Scope.provide(platform.adapter.make({}), scope))
  const doors = await Promise.all(
    platform.doors.map(async (door) => ({
      door,
      adapter: await Effect.runPromise(
        Scope.provide(makeAdapter(platform, door, "http://answers.test", running), scope)
      )
    }))
  )
  const about = (door: string, name: string, findings: Findings): Case => ({
    platform: platform.name,
    door,
    operation: "about",
    name,
    ask: Effect.succeed(findings)
  })
  yield about("", "report", { report: JSON.parse(readFileSync(join(platform.folder, "conformance.json"), "utf8")) })
  yield about("", "manifest", { manifest: platform.adapter.manifest })
  for (const { adapter, door } of doors) yield about(door.name, "manifest", { manifest: adapter.manifest })
  yield* fixtureCases(platform, bare)
  for (const { adapter, door } of doors) {
    yield* errorCodeCases(platform, door, adapter)
    yield* failureCases(platform, door, adapter)
  }
  for (let seed = 1; seed <= request.seeds; seed += 1) {
    const world = await Effect.runPromise(makeTwin(platform.twin, { seed, orders: 3, days: 5 }))
    for (const { adapter, door } of doors) {
      yield* seedCases(platform, door, adapter, world, seed)
      yield* getOrderCases(platform, door, adapter, seed)
      if (seed <= request.pushSeeds) yield* pushCases(platform, door, seed)
      if (seed <= request.listSeeds) yield* listCases(platform, door, seed)
    }
  }
}

async function* resumptionsOf(platform: Platform, cursors: Cursors): AsyncGenerator<Case> {
  for (const door of platform.doors) {
    for (let seed = 1; seed <= request.listSeeds; seed += 1) yield* resumptionCases(platform, door, seed, cursors)
  }
}

const cursorsOf = (pages: unknown): ReadonlyArray<string> =>
  Array.isArray(pages) ? pages.map(({ cursor }: { readonly cursor: string }) => cursor) : []

const out = openSync(request.out, "w")
const resumeFrom: Cursors | null =
  request.resume === undefined ? null : JSON.parse(readFileSync(request.resume, "utf8"))
const cursors: Record<string, ReadonlyArray<string>> = {}
const scope = await Effect.runPromise(Scope.make())
for (const platform of await loadPlatforms(request.adapters)) {
  for await (const each of resumeFrom === null ? casesOf(platform, scope) : resumptionsOf(platform, resumeFrom)) {
    const key = keyOf(each)
    const wanted = only?.[key]
    if (only !== null && wanted === undefined) continue
    const findings = await Effect.runPromise(each.ask)
    if (findings["pages"] !== undefined) cursors[key] = cursorsOf(findings["pages"])
    const parts = Object.entries(findings).filter(([, value]) => value !== undefined)
    const shown =
      wanted === undefined
        ? parts.map(([part, value]) => [part, hash(JSON.stringify(value))])
        : parts.filter(([part]) => wanted.includes(part))
    const line: CollectedLine = { key, parts: Object.fromEntries(shown), counts: countsOf(findings) }
    writeSync(out, `${JSON.stringify(line)}\n`)
  }
}
closeSync(out)
if (request.cursors !== undefined) writeFileSync(request.cursors, JSON.stringify(cursors))
