/** The laws as vitest tests: one call in a test file tests an adapter with its simulated platform. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import type { AdapterPackage } from "@huidan/core"
import * as Effect from "effect/Effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { histogramText } from "../twin/answer/histogram.ts"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import { brokenLawText } from "./brokenLawText.ts"
import { needlessDeviation, unknownDeviation } from "./deviations.ts"
import { laws } from "./laws.ts"
import { notProvenBy, notProvenText } from "./notProven.ts"
import { makeReport, reportText } from "./Report.ts"
import { type LawResult, runLaw, seedsOfAllCases } from "./runLaws.ts"
import { makeSubjects, type Subject } from "./trial/Subject.ts"

/** What `conformance` tests. */
export interface ConformanceOptions {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  /** The package's `conformance.json`. The tests fail if it is outdated; with `UPDATE_CONFORMANCE=1` they write it. */
  readonly report?: URL
  /** Laws that the adapter breaks, by the law's name, with the reason. Such a law must really be broken. */
  readonly deviations?: Readonly<Record<string, string>>
  /** The number of seeds at which each law is tried; 10 if left out. */
  readonly seeds?: number
}

const standardSeeds = seedsOfAllCases
const millisecondsOfALaw = 600_000

/** Refuses a mistyped number: with no seed at all, every law would be kept. */
const numberOf = (name: string): number | undefined => {
  const text = process.env[name]
  if (text === undefined || text === "") return undefined
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Error(`${name} must be a whole number above 0, not ${JSON.stringify(text)}`)
  return Number(text)
}

/**
 * Registers one test for each law, one that prints what the laws did not prove, and one for `conformance.json`. A law
 * about something that the adapter does not declare is skipped, with the reason. Throws if an environment variable or a
 * deviation names nothing.
 *
 * `HUIDAN_LAW=<name>` runs one law, `HUIDAN_SEED=<seed>` one seed, `HUIDAN_SEEDS=<count>` more seeds.
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
      subjects = await Effect.runPromise(makeSubjects({ adapter, twin }))
    })

    afterAll(() => {
      const counts = subjects[0]?.tally.counts() ?? []
      if (counts.length > 0) process.stdout.write(`Orders tried:\n${histogramText(counts)}\n`)
    })

    for (const law of chosen) {
      it(`${law.name}: ${law.promise}`, { timeout: millisecondsOfALaw }, async ({ skip }) => {
        const result = await Effect.runPromise(runLaw(law, subjects, { deviations, seeds }))
        results.push(result)
        if (result.verdict === "broken") expect.fail(brokenLawText(result, repeat))
        // A few seeds may keep the law, or have nothing to ask, even if the deviation is needed.
        const needless = needlessDeviation(result, deviations)
        if (needless !== null && isFullRun) expect.fail(needless)
        if (result.verdict === "skipped") skip(result.reason ?? "")
      })
    }

    it.runIf(chosen.length === laws.length && seeds.from === 1 && seeds.count >= seedsOfAllCases)(
      "what the laws did not prove is listed",
      ({ skip }) => {
        if (results.length < laws.length) return skip()
        const list = notProvenText(notProvenBy(subjects, results))
        if (list !== "") process.stdout.write(`${list}\n`)
      }
    )

    it.runIf(report !== undefined && chosen.length === laws.length && seeds.from === 1 && seeds.count === standard)(
      "conformance.json is current",
      ({ skip }) => {
        // If only some tests run, there is no result for every law.
        if (report === undefined || results.length < laws.length) return skip()
        const text = reportText(makeReport(adapter, twin, seeds.count, results, notProvenBy(subjects, results)))
        if (process.env["UPDATE_CONFORMANCE"] === "1") writeFileSync(report, text)
        const written = existsSync(report) ? readFileSync(report, "utf8") : ""
        expect(written, "outdated: run the tests with UPDATE_CONFORMANCE=1, and commit the file").toBe(text)
      }
    )
  })
}
