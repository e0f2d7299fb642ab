/** The laws as tests: one call in a test file holds an adapter against its simulated platform. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import type { AdapterPackage } from "@huidan/core"
import * as Effect from "effect/Effect"
import { beforeAll, describe, expect, it } from "vitest"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import { tellBroken } from "./brokenLawText.ts"
import { needlessDeviation, unknownDeviation } from "./deviations.ts"
import { laws } from "./laws.ts"
import { makeReport, reportText } from "./Report.ts"
import { type LawResult, openSubjects, runLaw } from "./runLaws.ts"
import type { Subject } from "./trial/Subject.ts"

export interface ConformanceOptions {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  /** Where the package's `conformance.json` is: the tests fail where it is stale, `UPDATE_CONFORMANCE=1` writes it. */
  readonly report?: URL
  /** How the adapter knowingly breaks a law, by the law's name; such a law must then be broken. */
  readonly deviations?: Readonly<Record<string, string>>
  /** Seeds at which each law is tried; 10 where left out. */
  readonly seeds?: number
}

const standardSeeds = 10
const millisecondsOfALaw = 600_000

/** A mistyped number must not hold the laws at no seed, where all are kept. */
const numberOf = (name: string): number | undefined => {
  const text = process.env[name]
  if (text === undefined || text === "") return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} takes a whole number above 0, not ${JSON.stringify(text)}`)
  return Number(text)
}

/**
 * Registers one test for each law. Laws of what the adapter does not declare show as skipped, with the reason.
 *
 * `HUIDAN_LAW=<name>` holds one law, `HUIDAN_SEED=<seed>` one seed, `HUIDAN_SEEDS=<count>` more of them.
 */
export const conformance = ({ adapter, deviations = {}, report, twin, ...options }: ConformanceOptions): void => {
  const wanted = process.env["HUIDAN_LAW"]
  const only = numberOf("HUIDAN_SEED")
  const standard = options.seeds ?? standardSeeds
  const seeds = only === undefined ? { from: 1, count: numberOf("HUIDAN_SEEDS") ?? standard } : { from: only, count: 1 }
  const isFullRun = seeds.from === 1 && seeds.count >= standard
  const repeat = (law: string, seed: number) =>
    `HUIDAN_LAW=${law} HUIDAN_SEED=${seed} npx vitest run, or: huidan conformance ${adapter.manifest.package} --law ${law} --seed ${seed}`
  const chosen = laws.filter(({ name }) => wanted === undefined || wanted === name)
  if (chosen.length === 0) throw new Error(`HUIDAN_LAW: there is no law ${JSON.stringify(wanted)}`)

  const unknown = unknownDeviation(deviations)
  if (unknown !== null) throw new Error(unknown)

  describe(`conformance of ${adapter.manifest.package}`, () => {
    const results: Array<LawResult> = []
    let subjects: ReadonlyArray<Subject> = []

    beforeAll(async () => {
      subjects = await Effect.runPromise(openSubjects({ adapter, twin }))
    })

    for (const law of chosen) {
      it(`${law.name}: ${law.promise}`, { timeout: millisecondsOfALaw }, async ({ skip }) => {
        const result = await Effect.runPromise(runLaw(law, subjects, { deviations, seeds }))
        results.push(result)
        if (result.verdict === "broken") expect.fail(tellBroken(result, repeat))
        // One seed, or few, may well keep it, or find nothing to ask.
        const needless = needlessDeviation(result, deviations)
        if (needless !== null && isFullRun) expect.fail(needless)
        if (result.verdict === "skipped") skip(result.reason ?? "")
      })
    }

    it.runIf(report !== undefined && chosen.length === laws.length && seeds.from === 1 && seeds.count === standard)(
      "conformance.json is current",
      ({ skip }) => {
        // A run of some tests alone knows too little.
        if (report === undefined || results.length < laws.length) return skip()
        const text = reportText(makeReport(adapter, twin, seeds.count, results))
        if (process.env["UPDATE_CONFORMANCE"] === "1") writeFileSync(report, text)
        const written = existsSync(report) ? readFileSync(report, "utf8") : ""
        expect(written, "stale: run the tests with UPDATE_CONFORMANCE=1, and commit what they wrote").toBe(text)
      }
    )
  })
}
