import { readFileSync } from "node:fs"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { usingTwins } from "./usingTwins.ts"

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")

const examples = [...read("../README.md").matchAll(/<!-- (?<file>\S+) -->\n```ts\n(?<text>[\s\S]*?)```/g)]

it.each(examples.map(({ groups }) => [groups?.["file"] ?? "", groups?.["text"] ?? ""]))(
  "the README shows %s as it is",
  (file, text) => {
    expect(text).toBe(read(`../${file}`))
  }
)

it("the README shows two files", () => {
  expect(examples).toHaveLength(2)
})

it.effect("the README's example runs", () =>
  Effect.gen(function* () {
    const { body, differences, status, journal, truth } = yield* usingTwins
    expect(JSON.parse(body ?? "")).toHaveProperty("data.state")
    expect(differences).toEqual([])
    expect(status).toBe(200)
    expect(journal.map((entry) => entry.operation)).toEqual(["token"])
    expect(truth.all.orders).toBe(50)
  })
)
