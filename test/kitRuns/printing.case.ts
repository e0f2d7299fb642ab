import { assert, describe, it } from "@effect/vitest"
import { laws, makeSubjects, runLaw } from "@huidan/conformance"
import { conformance } from "@huidan/conformance/vitest"
import * as Effect from "effect/Effect"
import { everyPrinting, printing, printings } from "../broken/printedText.ts"

const noLeak = laws.filter(({ name }) => name === "no-leak")

describe("an adapter that prints a name by", () => {
  it.each(printings)("$by breaks no-leak", async (way) => {
    const subjects = await Effect.runPromise(makeSubjects(printing([way])))
    const results = await Effect.runPromise(
      Effect.forEach(noLeak, (law) => runLaw(law, subjects, { seeds: { from: 1, count: 10 } }))
    )
    assert.match(results[0]?.broken?.breach ?? "kept", new RegExp(` in ${way.place}(;|$)`))
  })
})

conformance(everyPrinting)
