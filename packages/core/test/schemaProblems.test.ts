import { expect, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { schemaProblems } from "../src/index.ts"

const Shops = Schema.Struct({ shops: Schema.Array(Schema.Struct({ name: Schema.String, port: Schema.Int })) })

const problemsOf = (value: unknown): ReadonlyArray<string> =>
  Result.match(Schema.decodeUnknownResult(Shops, { errors: "all", onExcessProperty: "error" })(value), {
    onSuccess: () => [],
    onFailure: ({ issue }) => schemaProblems(issue)
  })

it("schemaProblems names every problem by its path, and never shows the value", () => {
  const secret = "open-sesame"
  const problems = problemsOf({
    shops: [
      { name: 7, prot: secret },
      { name: "a", port: secret }
    ]
  })
  expect(problems.toSorted()).toEqual([
    "shops.0.name: Expected string",
    "shops.0.port: is missing",
    "shops.0.prot: unknown key",
    "shops.1.port: Expected number"
  ])
  expect(problemsOf(secret)).toEqual(["the value: Expected object"])
})
