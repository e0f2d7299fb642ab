import {
  brokenLawText,
  deviationsOf,
  histogramText,
  type Law,
  type LawResult,
  laws,
  makeReport,
  makeSubjects,
  notProvenBy,
  notProvenText,
  prepareHearing,
  runLaw,
  type Subject,
  seedsOfAllCases
} from "@huidan/conformance"
import { visibleText } from "@huidan/core"
import { loadTwin } from "@huidan/sandbox"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "effect/Path"
import { reportOf } from "../configuration/conformanceOf.ts"
import { type LoadedAdapter, loadAdapter } from "../configuration/loadAdapter.ts"
import { counted } from "../output/counted.ts"
import { jsonText } from "../output/jsonText.ts"
import { printError, printLines } from "../output/print.ts"
import { Run } from "../Run.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"

export interface ConformanceInput {
  readonly package: string
  readonly seeds: Option.Option<number>
  readonly law: Option.Option<string>
  readonly seed: Option.Option<number>
}

/**
 * Tests an installed adapter with the laws, against the simulated platform of its package, and prints each verdict. A
 * broken law is printed with its smallest trial and ends the run with 65, unless the package's report declares that the
 * adapter deviates from it.
 */
export const conformance = (input: ConformanceInput, settings: Settings) =>
  Effect.gen(function* () {
    if (Option.isSome(input.seeds) && Option.isSome(input.seed)) {
      return yield* new UsageError({
        message: "--seed names the only seed to try, --seeds how many to try",
        advice: "Give one or the other."
      })
    }
    const path = yield* Path.Path
    const here = path.resolve(
      Option.match(settings.configurationFile, { onNone: () => "package.json", onSome: (named) => named.path })
    )
    yield* Effect.sync(prepareHearing)
    const { adapter, found } = yield* loadAdapter(here, input.package)
    const twin = yield* Effect.mapError(
      loadTwin(input.package, path.dirname(here)),
      ({ message }) => new UsageError({ message: `${input.package} cannot be tested`, advice: message })
    )
    const chosen = yield* chooseLaws(input.law)
    const seeds = Option.match(input.seed, {
      onNone: () => ({ from: 1, count: Option.getOrElse(input.seeds, () => defaultSeeds) }),
      onSome: (seed) => ({ from: seed, count: 1 })
    })
    const subjects = yield* Effect.mapError(
      makeSubjects({ adapter, twin }),
      ({ message }) =>
        new UsageError({ message, advice: "`shopOptions` of the twin must give options that the adapter accepts." })
    )
    const deviations = yield* ownDeviations(reportOf(here, input.package), found, settings)
    const repeat = (law: string, seed: number) => `huidan conformance ${input.package} --law ${law} --seed ${seed}`
    const results = yield* Effect.forEach(chosen, (law) =>
      Effect.tap(runLaw(law, subjects, { seeds, deviations }), (result) =>
        settings.json ? Effect.void : printLines(resultLines(result, repeat))
      )
    )
    const broken = results.filter(({ verdict }) => verdict === "broken")
    const deviating = results.filter(({ verdict }) => verdict === "deviates").length
    // Fewer seeds do not try every case, so they prove less than the laws do.
    const notProven = seeds.count < seedsOfAllCases ? [] : notProvenBy(subjects, results)
    if (settings.json) yield* printLines([jsonText(makeReport(adapter, twin, seeds.count, results, notProven))])
    else
      yield* printLines([
        ...shownOrders(subjects),
        "",
        ...(notProven.length === 0 ? [] : [...notProvenText(notProven).split("\n").map(visibleText), ""]),
        [
          counted(results.length, "law"),
          counted(seeds.count, "seed"),
          `${broken.length} broken`,
          ...(deviating === 0 ? [] : [`${deviating} deviating`]),
          ...(notProven.length === 0 ? [] : [`${notProven.length} not proven`])
        ].join(", ")
      ])
    if (broken.length > 0) yield* Run.use((run) => run.count(65))
  })

/** What the orders of the trials were like, by operation; nothing if no law looked at whole orders. */
const shownOrders = ([subject]: ReadonlyArray<Subject>): ReadonlyArray<string> => {
  const counts = subject?.tally.counts() ?? []
  return counts.length === 0
    ? []
    : [
        "",
        "Orders tried:",
        ...histogramText(counts)
          .split("\n")
          .map((line) => `  ${line}`)
      ]
}

/** The deviations that the package's report declares. A report for another version of the adapter does not count. */
const ownDeviations = Effect.fnUntraced(function* (
  report: ReturnType<typeof reportOf>,
  found: LoadedAdapter["found"],
  settings: Settings
) {
  const declared = report === null ? {} : deviationsOf(report)
  if (report === null || Object.keys(declared).length === 0 || report.adapter.version === found.version) return declared
  const message = `The conformance.json of ${found.package} is for version ${report.adapter.version}, not ${found.version}: its deviations do not count`
  yield* printError(`${settings.json ? jsonText({ notice: { message } }) : visibleText(`${message}.`)}\n`)
  return {}
})

const defaultSeeds = seedsOfAllCases

const chooseLaws = (wanted: Option.Option<string>): Effect.Effect<ReadonlyArray<Law>, UsageError> => {
  const name = Option.getOrUndefined(wanted)
  const chosen = laws.filter((law) => name === undefined || law.name === name)
  return chosen.length > 0
    ? Effect.succeed(chosen)
    : Effect.fail(
        new UsageError({
          message: `There is no law ${JSON.stringify(name)}`,
          advice: `The laws are ${laws.map((law) => law.name).join(", ")}.`
        })
      )
}

const verdictWidth = 9
const nameWidth = Math.max(...laws.map(({ name }) => name.length)) + 2

const resultLines = (result: LawResult, repeat: (law: string, seed: number) => string): ReadonlyArray<string> => [
  `${result.verdict.padEnd(verdictWidth)}${result.law.padEnd(nameWidth)}${result.reason ?? result.promise}`,
  ...(result.verdict === "broken"
    ? brokenLawText(result, repeat)
        .split("\n")
        .slice(1)
        .map((line) => `  ${line}`)
    : [])
]
