/** Answers to decode: fixtures, error codes, and the twin's answers at each seed and door. */
import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import type { JsonNode, RunningTwin, TwinDoor } from "@huidan/conformance"
import type { OperationName, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type Case, type Findings, findingsOf, recordFindings } from "./Case.ts"
import { withBrokenText, withOtherValue } from "./damage.ts"
import { makeDice, type Platform, writeJson } from "./Platform.ts"

const decoded = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string,
  encodings: "every" | "full" = "every"
): Effect.Effect<Findings> =>
  Effect.gen(function* () {
    const records = yield* findingsOf(adapter.decode(operation, body), (value) =>
      recordFindings(adapter, value, encodings)
    )
    const explained = yield* findingsOf(
      adapter.explain(operation, body),
      (explanation) => ({ explanation }),
      "explanation error"
    )
    return { body, ...records, ...explained }
  })

const decodable = ({ manifest }: OrderAdapter): ReadonlyArray<OperationName> =>
  Object.keys(manifest.operations).filter((operation) =>
    /^orders?$/.test(manifest.operations[operation]?.answers ?? "")
  )

/** Every fixture, decoded as the answer of each operation. */
export const fixtureCases = ({ folder, name: platform }: Platform, adapter: OrderAdapter): ReadonlyArray<Case> =>
  readdirSync(join(folder, "fixtures"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:json|xml)$/.test(file) && !file.endsWith(".order.json"))
    .toSorted((left, right) => (basename(left) < basename(right) ? -1 : 1))
    .flatMap((file) => {
      const body = readFileSync(join(folder, "fixtures", file), "utf8")
      const own = basename(file).replace(/\.[^.]+\.(?:json|xml)$/, "")
      const operations = [...new Set([own, ...decodable(adapter)])]
      return operations.map(
        (operation): Case => ({
          platform,
          door: "fixtures",
          operation,
          name: basename(file),
          ask: decoded(adapter, operation, body)
        })
      )
    })

/** The platform's error codes, in the envelope of every operation. */
export const errorCodeCases = (
  { name: platform, twin }: Platform,
  door: TwinDoor,
  adapter: OrderAdapter
): ReadonlyArray<Case> =>
  decodable(adapter).flatMap((operation) =>
    errorCodes(twin, adapter).map(
      (code): Case => ({
        platform,
        door: door.name,
        operation,
        name: `error code ${code}`,
        ask: Effect.suspend(() => decoded(adapter, operation, writeJson(twin.errorAnswer(code, "no"))))
      })
    )
  )

/** The error codes of the manifest and of the twin, and an unknown one, in the form that `errorAnswer` takes. */
export const errorCodes = (twin: Platform["twin"], { manifest }: OrderAdapter): ReadonlyArray<string> => [
  ...new Set([
    ...manifest.errors.map(({ code, subCode }) => (subCode === null ? code : `${code}:${subCode}`)),
    ...Object.values(twin.operations).flatMap(({ errors = [] }) => errors.map(({ code }) => code)),
    "7654321"
  ])
]

type Body = readonly [what: string, text: () => string]

/** The bodies of one seed and operation: all kinds for the first door, one for each other door. */
const bodiesOf = (
  { twin }: Platform,
  running: RunningTwin,
  operation: OperationName,
  seed: number,
  kinds: { readonly isFirstDoor: boolean; readonly isList: boolean }
): ReadonlyArray<Body> => {
  const answer = twin.operations[operation]?.answer ?? null
  const orders = running.orders()
  const first = orders[seed % orders.length]
  if (answer === null || first === undefined) return []
  const diceOf = (what: string) => makeDice("compare", seed, operation, what)
  const one = (index: number, variation: number, distortion?: "php-shapes" | "unknown-code") =>
    running.body(operation, orders.slice(index % orders.length).slice(0, 1), {
      variation,
      ...(distortion && { distortion })
    }) ?? ""
  const encoded = kinds.isList ? orders.slice(0, 2) : [first]
  const several = (spoil: (row: JsonNode) => JsonNode = (row) => row) => {
    const spoilt = diceOf("spoilt row").between(0, encoded.length - 1)
    const rows = encoded.map((order, index) => {
      const row = answer.encode(order, diceOf(order.orderId))
      return index === spoilt ? spoil(row) : row
    })
    return writeJson(answer.wrap(rows, { page: 1, size: rows.length, total: rows.length }, diceOf("wrap")))
  }
  const poison = twin.poisons[seed % twin.poisons.length]
  const alone: ReadonlyArray<Body> = [
    [`order ${seed % orders.length}, variation ${seed}`, () => one(seed, seed)],
    ["next order", () => one(seed + 1, seed + 1)],
    ["other value", () => withOtherValue(one(seed, seed + 1), diceOf("other value"))]
  ]
  const together: ReadonlyArray<Body> = [
    ["two orders", () => several()],
    [`order ${seed % orders.length}, variation ${seed}`, () => one(seed, seed)],
    ["other value among two orders", () => withOtherValue(several(), diceOf("other value"))]
  ]
  const bodies = kinds.isList ? together : alone
  if (!kinds.isFirstDoor) return bodies.slice(0, 1)
  const poisoned: ReadonlyArray<Body> =
    poison === undefined ? [] : [[`poison: ${poison.name}`, () => several((row) => poison.spoil(row, operation))]]
  return [
    ...bodies,
    ...poisoned,
    ["PHP's shapes", () => one(seed, seed, "php-shapes")],
    ["unknown code", () => one(seed + 1, seed, "unknown-code")],
    ["broken text", () => withBrokenText(one(seed, 0), diceOf("broken text"))]
  ]
}

/** The twin's answers at this seed, decoded by the adapter of this door. */
export const seedCases = (
  platform: Platform,
  door: TwinDoor,
  adapter: OrderAdapter,
  running: RunningTwin,
  seed: number
): ReadonlyArray<Case> => {
  const isFirstDoor = door === platform.doors[0]
  return decodable(adapter).flatMap((operation) =>
    bodiesOf(platform, running, operation, seed, {
      isFirstDoor,
      isList: adapter.manifest.operations[operation]?.answers === "orders"
    }).map(
      ([what, body]): Case => ({
        platform: platform.name,
        door: door.name,
        operation,
        name: `seed ${seed}, ${what}`,
        ask: Effect.suspend(() => decoded(adapter, operation, body(), isFirstDoor ? "every" : "full"))
      })
    )
  )
}
