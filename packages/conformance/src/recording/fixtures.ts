/**
 * Published answers as fixtures: `<operation>.<case>.json` is an answer as it was sent, `<operation>.<case>.order.json`
 * beside it the reviewed records that it stands for.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { type AdapterError, isQuarantined, type Json, type OrderAdapter, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { unexplained } from "./unexplained.ts"

export interface Fixture {
  readonly operation: string
  readonly case: string
  readonly body: string
  /** The file of the reviewed records. */
  readonly expectedFile: URL
  /** `null` where nobody has written it yet. */
  readonly expected: Json | null
}

const answerFile = /^(?<operation>.+)\.(?<case>[^.]+)\.json$/

/** The fixtures of a folder, in the order of their names. */
export const readFixtures = (folder: URL): ReadonlyArray<Fixture> =>
  readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const parts = file.endsWith(".order.json") ? undefined : answerFile.exec(file)?.groups
      if (parts?.["operation"] === undefined || parts["case"] === undefined) return []
      const expectedFile = new URL(file.replace(/\.json$/, ".order.json"), folder)
      return [
        {
          operation: parts["operation"],
          case: parts["case"],
          body: readFileSync(new URL(file, folder), "utf8"),
          expectedFile,
          expected: existsSync(expectedFile) ? (JSON.parse(readFileSync(expectedFile, "utf8")) as Json) : null
        }
      ]
    })

/**
 * What an adapter makes of a fixture, in the form of its `.order.json`: private text shown, the raw answer and the
 * adapter's version left out; a row that cannot be read as `{ quarantined }`, an answer that cannot as `{ error }`.
 */
export const fixtureRecords = (
  adapter: Pick<OrderAdapter, "decode" | "encode" | "encodeQuarantined">,
  fixture: Pick<Fixture, "operation" | "body">
): Effect.Effect<Json> => {
  const options = { reveal: true, raw: "omit" } as const
  return Effect.match(adapter.decode(fixture.operation, fixture.body), {
    onSuccess: (records) =>
      records.map((record) => {
        if (isQuarantined(record)) {
          const { pointer, reason } = adapter.encodeQuarantined(record, options)
          return { quarantined: { reason, pointer } }
        }
        const { source: _source, ...order } = adapter.encode(record, options)
        return toJson(order)
      }),
    onFailure: ({ answer, reason }) =>
      toJson({ error: { ...reason, code: answer?.code ?? null, subCode: answer?.subCode ?? null } })
  })
}

/**
 * The canonical fields, as pointers, that a fixture's orders hold and `explain` names no rule for. The adapter itself
 * states what identifies the order, so that needs none.
 */
export const unexplainedFields = (
  adapter: OrderAdapter,
  fixture: Fixture
): Effect.Effect<ReadonlyArray<Pointer>, AdapterError> =>
  Effect.gen(function* () {
    const records = yield* adapter.decode(fixture.operation, fixture.body)
    const explained = yield* adapter.explain(fixture.operation, fixture.body)
    return records.flatMap((record, index) => {
      if (isQuarantined(record)) return []
      const fields = explained.records[index]?.fields ?? []
      return unexplained(adapter.encode(record, { reveal: false, raw: "omit" }), { fields })
    })
  })

/** Writes the records for a reviewer to read. */
export const writeExpected = (fixture: Fixture, records: Json): void => {
  writeFileSync(fixture.expectedFile, `${JSON.stringify(records, null, 2)}\n`)
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json
