/** What a caller passes to an adapter, checked: programs without types can pass anything. */
import { type OrderQuery, type PushRequest, schemaProblems, TradeState } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { isBlank } from "./isBlank.ts"

const Query = Schema.Struct({
  by: Schema.Literals(["created", "updated"]),
  since: Schema.DateTimeUtc,
  until: Schema.DateTimeUtc,
  states: Schema.optional(Schema.Array(TradeState)),
  after: Schema.optional(Schema.String)
})

const Push = Schema.Struct({
  method: Schema.String,
  url: Schema.String,
  headers: Schema.Record(Schema.String, Schema.String),
  body: Schema.Uint8Array
})

const Row = Schema.Struct({
  row: Schema.Json,
  rawNumbers: Schema.Array(Schema.String),
  askedAt: Schema.NullOr(Schema.DateTimeUtc)
})

const problemsOf = (schema: Schema.Codec<unknown, unknown>, value: unknown): string | null => {
  const decoded = Schema.decodeUnknownResult(Schema.toType(schema), { errors: "all" })(value)
  return Result.isSuccess(decoded) ? null : schemaProblems(decoded.failure.issue).join("; ")
}

/** What is wrong with a query; `null` if nothing is. */
export const queryProblem = (query: OrderQuery): string | null => {
  const problems = problemsOf(Query, query)
  if (problems !== null) return `the query is not one of a list: ${problems}`
  return DateTime.isGreaterThan(query.since, query.until) ? "`since` is after `until`" : null
}

/** What is wrong with a push as it was passed on; `null` if nothing is. The platform's own part is checked later. */
export const pushProblem = (request: PushRequest): string | null => {
  const problems = problemsOf(Push, request)
  return problems === null ? null : `the request is not passed on as it came: ${problems}`
}

/** What is wrong with a row as it was stored; `null` if nothing is. */
export const rowProblem = (row: unknown, rawNumbers: unknown, askedAt: unknown): string | null => {
  const problems = problemsOf(Row, { row, rawNumbers, askedAt })
  return problems === null ? null : `the row is not one that was kept: ${problems}`
}

/** What is wrong with a text that a call needs; `null` if nothing is. */
export const textProblem = (what: string, text: unknown): string | null =>
  typeof text === "string" && !isBlank(text) ? null : `${what} must be text that is not blank`
