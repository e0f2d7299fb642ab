/**
 * The laws notice mistakes that strangers make in adapters: twenty of those that `pnpm strangers` plants, each by the law
 * that should notice it, with a message that names the place.
 */
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { type Edit, isCaught, type Outcome } from "../scripts/strangers/Edit.ts"
import { edits } from "../scripts/strangers/edits.ts"
import { lineOf } from "../scripts/strangers/strangersReport.ts"
import { tryEdits } from "../scripts/strangers/tryEdits.ts"

const chosen = {
  "examples/adapter-paperboat": [
    "the window's last second is not asked for",
    "a row that cannot be read is left out of the page",
    "a window's length in milliseconds",
    "a page that is larger than the platform's",
    "too many requests are taken for an outage",
    "a canonical key is misspelt in a helper",
    "a message that comes again is new"
  ],
  "packages/adapter-wshoto": [
    "an expired token is taken for wrong credentials",
    "one code of an expired token is missing from the table",
    "the token is printed",
    "the secret is logged where it is asked for",
    "a line's number is read as a JavaScript number",
    "pushes are declared, but nobody wrote them"
  ],
  "packages/adapter-doudian": [
    "an order that changed in the cursor's second is skipped",
    "pages are counted from 1",
    "an order's number is read as a JavaScript number"
  ],
  "packages/adapter-xiaoe": [
    "the platform's window is a day longer than it is",
    "pages are counted from 0",
    "a missing permission is taken for wrong credentials",
    "the time of a push is not checked"
  ]
}

const planted: ReadonlyArray<Edit> = Object.entries(chosen).flatMap(([folder, names]) =>
  names.map((wanted) => {
    const edit = edits.find(({ adapter, name }) => adapter === folder && name === wanted)
    if (edit === undefined) throw new Error(`${folder} has no edit "${wanted}"`)
    return edit
  })
)

describe("mistakes of strangers", () => {
  const outcomes = new Map<Edit, Outcome>()

  beforeAll(async () => {
    const found = await tryEdits(planted, { seeds: 10, processes: 1, limit: 300, expectedOnly: true })
    for (const outcome of found) outcomes.set(outcome.edit, outcome)
  }, 300_000)

  it.each(planted)("$adapter: $name: breaks $expects", (edit) => {
    const outcome = outcomes.get(edit)
    assert.isTrue(outcome !== undefined && isCaught(outcome), outcome && lineOf(outcome))
  })
})
