import { printings, printing } from "/work/wt-heard/test/broken/printedText.ts"
import { laws, makeSubjects, runLaw } from "/work/wt-heard/packages/conformance/dist/index.js"
import * as Effect from "effect/Effect"
const law = laws.find(l=>l.name==="no-leak")!
const only = process.argv[2]
for (const p of printings) { const way = p.by
  if (only && way !== only) continue
  const t = performance.now()
  const subjects = await Effect.runPromise(makeSubjects(printing(p)))
  const r = await Effect.runPromise(runLaw(law, subjects, {seeds:{from:1,count:10}}))
  process.stderr.write(`@@ ${way}: ${r.verdict} ${r.broken?.seed} ${r.broken?.breach} [${p.place}] ${(performance.now()-t).toFixed(0)}ms\n`)
}
