/** What a twin remembers of every request, so that tests can count. Nothing secret is in it. */
import { isJsonArray, isJsonObject, type Json, type OperationName, type OrderId } from "@huidan/core"
import type { OrderSelection } from "../world/selectOrders.ts"
import type { RefusalOutcome } from "./definition/TwinDefinition.ts"
import type { Fault } from "./rules/Fault.ts"

export interface JournalEntry {
  /** The first request is 1. */
  readonly request: number
  /** `null` for a path that the platform does not have. */
  readonly operation: OperationName | null
  /** Unix milliseconds. */
  readonly at: number
  /** Query, form and JSON parameters, without the private ones. */
  readonly parameters: Readonly<Record<string, Json>>
  /** `ok`, why the platform refused, or `fault` where the answer never stood a chance. */
  readonly outcome: "ok" | "fault" | "unknown-path" | RefusalOutcome
  /** HTTP status; `null` where the connection broke. */
  readonly status: number | null
  readonly fault: Fault["kind"] | null
  /** What a list was asked for, `null` where nothing was. */
  readonly selection: ListSelection | null
  /** The orders whose rows went out whole. */
  readonly orderIds: ReadonlyArray<OrderId>
}

export type ListSelection = Omit<OrderSelection, "where">

/** Without the members, at any depth, whose names are private. */
export const withoutPrivate = (
  parameters: Readonly<Record<string, Json>>,
  privateNames: ReadonlySet<string>
): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => !privateNames.has(name))
      .map(([name, value]) => [name, withoutPrivateBelow(value, privateNames)])
  )

const withoutPrivateBelow = (value: Json, privateNames: ReadonlySet<string>): Json => {
  if (isJsonArray(value)) return value.map((child) => withoutPrivateBelow(child, privateNames))
  return isJsonObject(value) ? withoutPrivate(value, privateNames) : value
}
