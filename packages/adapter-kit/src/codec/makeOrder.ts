import { childPointer, Order, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as SchemaIssue from "effect/SchemaIssue"

/** The order, or the pointer of the first canonical field that is out of its range. */
export const makeOrder = (input: unknown): Result.Result<Order, Pointer> =>
  Result.mapError(decodeOrder(input), (issue) => firstPath(issue).reduce<Pointer>(childPointer, ""))

const decodeOrder = (input: unknown) =>
  Effect.runSync(Effect.result(Order.makeEffect(input as (typeof Order)["~type.make"])))

const firstPath = (issue: SchemaIssue.Issue): ReadonlyArray<string> => {
  switch (issue._tag) {
    case "Pointer":
      return [...issue.path.map(String), ...firstPath(issue.issue)]
    case "Composite":
      return firstPath(issue.issues[0])
    case "Encoding":
    case "Filter":
      return firstPath(issue.issue)
    default:
      return []
  }
}
