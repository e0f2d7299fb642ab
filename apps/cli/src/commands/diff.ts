import { differences, isJsonObject, type Json, maskCharacters, type OrderDifference, visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import { counted } from "../output/counted.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import { tableLines } from "../output/table.ts"
import { Run } from "../Run.ts"
import { type OrdersByName, readOrders } from "../readOrders.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"

export interface DiffInput {
  readonly first: string
  readonly second: string
}

/** Prints what is different in the orders of two files; ends with 1 if anything is. */
export const diff = ({ first, second }: DiffInput, settings: Settings) =>
  Effect.gen(function* () {
    if (first === "-" && second === "-") {
      return yield* new UsageError({
        message: "Both files are standard input",
        advice: "Name at least one of them."
      })
    }
    const compared = compare(yield* readOrders(first), yield* readOrders(second))
    const different = compared.filter(({ only, places }) => only !== null || places.length > 0)
    const shown = different.map(({ places, ...order }) => ({
      ...order,
      places: settings.encode.reveal ? places : places.map(withoutPrivateText)
    }))
    yield* printLines(
      settings.json
        ? shown.map(differenceJson)
        : [...shown.flatMap(differenceLines), summary(compared.length, different)]
    )
    if (different.length > 0) yield* Run.use((run) => run.count(1))
  })

/** An order of one of the files or of both. */
interface ComparedOrder {
  readonly key: string
  /** The file that alone has the order; `null` if both have it. */
  readonly only: "first" | "second" | null
  readonly places: ReadonlyArray<OrderDifference>
}

/** In the sequence of the second file, then those that only the first has. */
const compare = (first: OrdersByName, second: OrdersByName): ReadonlyArray<ComparedOrder> =>
  [...new Set([...second.keys(), ...first.keys()])].map((key) => {
    const [before, after] = [first.get(key), second.get(key)]
    const only = before === undefined ? "second" : after === undefined ? "first" : null
    const [one, other] = [before?.order ?? null, after?.order ?? null]
    return { key, only, places: one === null || other === null ? [] : differences(one, other) }
  })

const withoutPrivateText = ({ first, path, second }: OrderDifference): OrderDifference => ({
  path,
  first: masked(first),
  second: masked(second)
})

/** Files may have been written with `--reveal`. */
const masked = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(masked)
  if (!isJsonObject(value)) return value
  const { state, value: text } = value
  if (state === "plain" && typeof text === "string") return { state: "masked", value: maskCharacters(text) }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, masked(child)]))
}

const differenceJson = ({ key, only, places }: ComparedOrder): string =>
  jsonText(only === null ? { key, differences: places } : { key, only })

const differenceLines = ({ key, only, places }: ComparedOrder): ReadonlyArray<string> =>
  only === null
    ? [
        `Order ${visibleText(key)}`,
        ...tableLines(
          [{ title: "Field" }, { title: "First", maximum: 48 }, { title: "Second", maximum: 48 }],
          places.map(({ first, path, second }) => [path, cell(first), cell(second)].map(visibleText))
        ),
        ""
      ]
    : [`Only in the ${only} file: ${visibleText(key)}`, ""]

/** A private text as `encode` shows it, anything else as JSON. */
const cell = (value: Json): string => {
  if (value === null) return "-"
  if (typeof value === "string") return value
  if (!isJsonObject(value) || typeof value["state"] !== "string") return JSON.stringify(value)
  return String(value["value"] ?? value["masked"] ?? "(encrypted)")
}

const summary = (all: number, different: ReadonlyArray<ComparedOrder>): string => {
  const alone = different.filter(({ only }) => only !== null).length
  return [
    counted(all, "order"),
    `${all - different.length} the same`,
    `${different.length - alone} different`,
    `${alone} in one file only`
  ].join(", ")
}
