/**
 * Published answers as fixtures: `<operation>.<case>.json` is an answer as the platform sent it, and
 * `<operation>.<case>.order.json` beside it has the reviewed records to which it decodes.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { type AdapterError, isQuarantined, type Json, type OrderAdapter, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { unexplainedIn } from "./unexplained.ts"

/** A published answer and its reviewed records. */
export interface Fixture {
  /** The operation, from the file's name. */
  readonly operation: string
  /** The case, from the file's name. */
  readonly case: string
  /** The answer as the platform sent it. */
  readonly body: string
  /** The file with the reviewed records. */
  readonly expectedFile: URL
  /** The reviewed records; `null` if the file does not exist yet. */
  readonly expected: Json | null
}

const answerFile = /^(?<operation>.+)\.(?<case>[^.]+)\.json$/

/** The fixtures of a folder, sorted by file name. Throws if a file cannot be read or is not JSON. */
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
 * The records that an adapter decodes from a fixture, in the form of its `.order.json`: with private text revealed, and
 * without the raw answer and the adapter's version. A row that cannot be decoded is `{ quarantined }`; if the whole
 * answer cannot be decoded, the result is `{ error }`.
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
 * The pointers of all fields of a fixture's orders that are not empty and for which `explain` has no rule. Fields that
 * the adapter itself sets, such as the order's key, need no rule. Fails if the fixture cannot be decoded or explained.
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
      return unexplainedIn(adapter.encode(record, { reveal: false, raw: "omit" }), { fields })
    })
  })

/** Writes the records into the fixture's `.order.json`, to be reviewed. Throws if the file cannot be written. */
export const writeExpected = (fixture: Fixture, records: Json): void => {
  writeFileSync(fixture.expectedFile, `${JSON.stringify(records, null, 2)}\n`)
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json
