/** Without `reveal`, no plain private text of a fixture is shown: not in the order, the raw answer or a quarantined row. */

import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { isOrder, isPrivateText, isQuarantined, type Order, type OrderRecord, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import { subjects } from "./support.ts"

/** Every plain private text of a record, except documents' placeholders of one character (`a`, `xxxx`), which occur everywhere. */
const privateValues = (node: unknown): ReadonlyArray<string> => {
  if (typeof node !== "object" || node === null) return []
  if (isPrivateText(node)) {
    const value = plainValue(node)
    return value === null || /^(.)\1*$/u.test(value) ? [] : [value]
  }
  return Object.values(node).flatMap(privateValues)
}

/** A creator sells under a public name, and may have a commission under the same one. */
const publicNames = ({ channel, lines }: Order): ReadonlyArray<string | null> => [
  channel.creatorName,
  ...lines.map((line) => line.channel?.creatorName ?? null)
]

const shownBy = (value: unknown): string =>
  `${JSON.stringify(value)}\n${inspect(value, { depth: 20 })}\n${String(value)}`

describe.each(subjects)("$platform", ({ fixtures, make }) => {
  it.effect.each(fixtures)("$operation, $case", (fixture) =>
    Effect.gen(function* () {
      const adapter = yield* make
      const records: ReadonlyArray<OrderRecord> = yield* Effect.orElseSucceed(
        adapter.decode(fixture.operation, fixture.body),
        (): ReadonlyArray<OrderRecord> => []
      )
      const shownNames = records.filter(isOrder).flatMap(publicNames)
      const secrets = records.flatMap(privateValues).filter((text) => !shownNames.includes(text))
      for (const record of records) {
        const encoded = isQuarantined(record)
          ? adapter.encodeQuarantined(record, { reveal: false, raw: "masked" })
          : adapter.encode(record, { reveal: false, raw: "masked" })
        const shown = shownBy(encoded) + shownBy(record)
        assert.deepStrictEqual(
          secrets.filter((secret) => shown.includes(secret)),
          []
        )
      }
    }).pipe(Effect.scoped)
  )
})
