/** One line of an import: a canonical order, or why it is not one. A reason never quotes the line. */
import { fieldLabels, Order, orderKey, schemaProblems } from "@huidan/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/** What is wrong with a line, in words for people. */
export type LineProblem = string

/** A byte order mark at the beginning is left out. */
const utf8 = new TextDecoder("utf-8", { fatal: true })

const decodeOrder = Schema.decodeUnknownResult(Order, { errors: "all", onExcessProperty: "error" })

/** The order on a line. A member that this program does not know is a problem, because it would be lost. */
export const readLine = (bytes: Uint8Array): Result.Result<Order, LineProblem> =>
  Result.try({ try: () => utf8.decode(bytes), catch: () => "not UTF-8" }).pipe(
    Result.flatMap((text) => Result.try({ try: (): unknown => JSON.parse(text), catch: () => "not JSON" })),
    Result.flatMap((json) =>
      Result.mapError(decodeOrder(json), ({ issue }) => `not an order: ${shortened(schemaProblems(issue, placeOf))}`)
    ),
    Result.flatMap((order) =>
      order.key === orderKey(order.platform, order.shop.id, order.orderId)
        ? Result.succeed(order)
        : Result.fail("not an order: key: expected the one of platform, shop.id and orderId")
    )
  )

const mostProblems = 3

const shortened = (problems: ReadonlyArray<string>): string => {
  const rest = problems.length - mostProblems
  return [...problems.slice(0, mostProblems), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ")
}

/** Names of members that an order has; a name that it does not have may be private. */
const knownNames: ReadonlySet<string> = new Set([
  ...Object.keys(fieldLabels).flatMap((field) => field.split("/")),
  "state",
  "cipher",
  "masked"
])

const placeOf = (path: ReadonlyArray<string>): string =>
  path.map((name) => (knownNames.has(name) || /^\d{1,6}$/.test(name) ? name : "?")).join(".")
