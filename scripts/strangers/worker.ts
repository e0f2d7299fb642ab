/** Tries edits as its parent process says, one at a time: the expected law first, then the others to the first breach. */
import { join } from "node:path"
import { laws, makeSubjects, prepareHearing, runLaw } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { readDeviations } from "../conformance/readDeviations.ts"
import { repositoryRoot } from "../support/Check.ts"
import type { Catch, Edit } from "./Edit.ts"
import { loadEdited } from "./loadEdited.ts"

/** What a worker is asked. */
export interface Task {
  readonly edit: Edit
  readonly seeds: number
  /** Tries the expected law alone. */
  readonly expectedOnly: boolean
}

/** What a worker says: which law it tries, and in the end what it found. */
export type Report =
  | { readonly trying: string }
  | { readonly caught: Catch | null; readonly unusable: string | null; readonly trying?: never }

const say = (report: Report): void => {
  process.send?.(report)
}

const tryEdit = async ({ edit, expectedOnly, seeds }: Task): Promise<Catch | null> => {
  const { adapter, twin } = await loadEdited(edit, repositoryRoot)
  const subjects = await Effect.runPromise(makeSubjects({ adapter, twin }))
  const report = join(repositoryRoot, edit.adapter, "conformance.json")
  const deviations = readDeviations(report, adapter.manifest.version)
  const expected = laws.filter(({ name }) => name === edit.expects)
  if (expected.length === 0) throw new Error(`there is no law ${edit.expects}`)
  const others = expectedOnly ? [] : laws.filter(({ name }) => name !== edit.expects)
  for (const law of [...expected, ...others]) {
    say({ trying: law.name })
    const { broken } = await Effect.runPromise(runLaw(law, subjects, { seeds: { from: 1, count: seeds }, deviations }))
    if (broken !== null && !Object.hasOwn(deviations, law.name)) {
      return { law: law.name, seed: broken.seed, door: broken.door, breach: broken.breach }
    }
  }
  return null
}

prepareHearing()

process.on("message", (task: Task) => {
  tryEdit(task).then(
    (caught) => say({ caught, unusable: null }),
    (error: unknown) => say({ caught: null, unusable: error instanceof Error ? error.message : String(error) })
  )
})
