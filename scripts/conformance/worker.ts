/** Runs the tasks that its parent process sends, one at a time, until the parent disconnects. */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { brokenLawText, laws, makeSubjects, prepareHearing, runLaw, type TwinDefinition } from "@huidan/conformance"
import type { AdapterPackage } from "@huidan/core"
import * as Effect from "effect/Effect"
import { readDeviations } from "./readDeviations.ts"
import type { Outcome, Task } from "./Task.ts"

const load = async (folder: string) => {
  const file = (path: string) => import(pathToFileURL(join(folder, "dist", path)).href)
  const { adapter }: { readonly adapter: AdapterPackage } = await file("src/index.js")
  const { twin }: { readonly twin: TwinDefinition } = await file("twin/index.js")
  const deviations = readDeviations(join(folder, "conformance.json"), adapter.manifest.version)
  return { adapter, deviations, subjects: await Effect.runPromise(makeSubjects({ adapter, twin })) }
}

const loaded = new Map<string, ReturnType<typeof load>>()

const tryTask = async (task: Task): Promise<Outcome> => {
  const loading = loaded.get(task.adapter) ?? load(task.adapter)
  loaded.set(task.adapter, loading)
  const { adapter, deviations, subjects } = await loading
  const law = laws.find(({ name }) => name === task.law)
  if (law === undefined) throw new Error(`there is no law ${task.law}`)
  const start = performance.now()
  const result = await Effect.runPromise(
    runLaw(law, subjects, { seeds: { from: task.from, count: task.count }, deviations })
  )
  const repeat = (name: string, seed: number) =>
    `pnpm huidan conformance ${adapter.manifest.package} --law ${name} --seed ${seed}`
  return {
    task,
    verdict: result.verdict,
    milliseconds: performance.now() - start,
    failure: result.verdict === "broken" ? brokenLawText(result, repeat) : null,
    deviation: result.verdict === "deviates" ? result.reason : null
  }
}

prepareHearing()

process.on("message", (task: Task) => {
  void tryTask(task).then((outcome) => process.send?.(outcome))
})
