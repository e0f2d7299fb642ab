import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import * as References from "effect/References"
import { brokenAdapters } from "./broken/brokenAdapters.ts"
const wanted = process.argv.slice(2)
const p = Effect.gen(function*(){
  for (const [place, b] of brokenAdapters.entries()) {
    if (wanted.length && !wanted.some(w => b.mistake.includes(w))) continue
    const subjects = yield* makeSubjects(b.subject)
    const t = performance.now()
    const out: string[] = []
    for (const law of laws) {
      if (process.env["ONLY"] && law.name !== b.breaks && !process.env["ONLY"].split(",").includes(law.name)) continue
      const r = yield* runLaw(law, subjects, { seeds: law.name === b.breaks ? {from:1,count:10} : {from: 1 + place % 10, count: 1} })
      if (r.verdict === "broken") out.push(`${law.name}${law.name === b.breaks ? " (wanted)" : law.name in b.follows ? " (follows)" : " !!!"}: ${r.broken?.case}: ${r.broken?.breach}`)
      else if (law.name === b.breaks) out.push(`${law.name} NOT BROKEN !!!`)
    }
    console.log(b.mistake, (performance.now()-t).toFixed(), "\n   ", out.join("\n    ").slice(0, 900))
  }
}).pipe(Effect.provideService(References.MinimumLogLevel, "Error"))
await Effect.runPromise(p as any)
