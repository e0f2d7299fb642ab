/** The results of a deep run, as lines. */
import type { Outcome } from "./Task.ts"

export interface DeepRun {
  /** Folders of the adapters' packages. */
  readonly adapters: ReadonlyArray<{ readonly folder: string; readonly path: string }>
  readonly laws: ReadonlyArray<string>
  readonly seeds: number
  readonly seedsPerTask: number
}

const worstFirst: ReadonlyArray<Outcome["verdict"]> = ["broken", "deviates", "skipped", "kept"]

/** One line per adapter and law; the last line counts adapters, laws, seeds, failures and, if there are any, deviations. */
export const summary = (
  { adapters, laws, seeds, seedsPerTask }: DeepRun,
  outcomes: ReadonlyArray<Outcome>
): ReadonlyArray<string> => {
  const nameWidth = Math.max(...laws.map((name) => name.length))
  const rows = adapters.flatMap(({ folder, path }) =>
    laws.map((name) => {
      const own = outcomes.filter(({ task }) => task.adapter === path && task.law === name)
      const verdict = worstFirst.find((each) => own.some((outcome) => outcome.verdict === each)) ?? "kept"
      const deviation = own.find((outcome) => outcome.deviation !== null)?.deviation ?? null
      const perSeed = own.reduce((total, { milliseconds }) => total + milliseconds, 0) / seeds
      const line = `${folder.replace("adapter-", "").padEnd(9)}${name.padEnd(nameWidth + 2)}${verdict.padEnd(9)}${perSeed.toFixed(1)} ms per seed`
      return { verdict, line: deviation === null ? line : `${line}; ${deviation}` }
    })
  )
  const failures = outcomes.filter(({ verdict }) => verdict === "broken").length
  const deviating = rows.filter(({ verdict }) => verdict === "deviates").length
  const unit = `failures, at most one per ${seedsPerTask} seeds`
  return [
    ...rows.map(({ line }) => line),
    `${adapters.length} adapters × ${laws.length} laws × ${seeds} seeds: ${failures} ${unit}${deviating === 0 ? "" : `, ${deviating} deviating`}`
  ]
}
