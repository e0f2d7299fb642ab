/** Encoded orders, as the other commands print them: one JSON object, a list of them, or one a line. */
import { isJsonObject, type Json, Order, orderContract, schemaProblems } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { readAnswer } from "./readAnswer.ts"
import { UsageError } from "./UsageError.ts"

/** An order, checked by its schema, as the JSON that it was. */
export interface OrderEntry {
  readonly name: string
  /** `null` for a row that is not an order. */
  readonly order: { readonly [key: string]: Json } | null
}

/** Orders by their keys, and rows that are no orders by their fingerprints. */
export type OrdersByName = ReadonlyMap<string, OrderEntry>

const decodeOrder = Schema.decodeUnknownResult(Order)
const isQuarantine = Schema.is(Schema.Struct({ quarantined: Schema.Struct({ fingerprint: Schema.String }) }))

/** The orders of a file; `-` is standard input. Of two with the same name the later one counts. */
export const readOrders = Effect.fnUntraced(function* (file: string) {
  const text = yield* readAnswer(file)
  const values = yield* Effect.fromResult(jsonValues(text, file))
  const orders = yield* Effect.fromResult(Result.all(values.map((value, index) => orderEntry(value, file, index))))
  return new Map(orders.map((entry) => [entry.name, entry])) satisfies OrdersByName
})

const jsonValues = (text: string, file: string): Result.Result<ReadonlyArray<Json>, UsageError> => {
  const whole = parse(text)
  if (Result.isSuccess(whole)) return Result.succeed(Array.isArray(whole.success) ? whole.success : [whole.success])
  const lines = text.split("\n").filter((line) => line.trim() !== "")
  const parsed = Result.all(lines.map(parse))
  return Result.mapError(
    parsed,
    () => new UsageError({ message: `${nameOf(file)} is not JSON, nor one JSON object a line`, advice: howToWrite })
  )
}

const parse = (text: string): Result.Result<Json, "no JSON"> =>
  Result.try({ try: (): Json => JSON.parse(text), catch: () => "no JSON" as const })

const orderEntry = (value: Json, file: string, index: number): Result.Result<OrderEntry, UsageError> => {
  if (isQuarantine(value)) return Result.succeed({ name: `row ${value.quarantined.fingerprint}`, order: null })
  return Result.mapBoth(decodeOrder(value), {
    onSuccess: ({ key }): OrderEntry => ({ name: key, order: isJsonObject(value) ? value : null }),
    onFailure: ({ issue }) =>
      new UsageError({
        message: `${nameOf(file)}: object ${index + 1} is no order (${orderContract}): ${schemaProblems(issue)[0] ?? "it is another value"}`,
        advice: howToWrite
      })
  })
}

const nameOf = (file: string): string => (file === "-" ? "Standard input" : `The file ${file}`)

const howToWrite =
  "Write it with `huidan get --json --reveal`, `huidan list --json --reveal` or `huidan normalize --reveal`."
