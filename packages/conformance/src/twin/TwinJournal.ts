/** What a twin records of every request, without secrets, so that tests can count. */
import { isJsonArray, isJsonObject, type Json, type OperationName, type OrderId } from "@huidan/core"
import type { OrderSelection } from "../world/selectOrders.ts"
import type { RefusalOutcome } from "./definition/TwinDefinition.ts"
import type { Fault } from "./rules/Fault.ts"

/** One request to a twin. */
export interface JournalEntry {
  /** The first request is 1. */
  readonly request: number
  /** `null` for a path that the platform does not have. */
  readonly operation: OperationName | null
  /** Unix milliseconds. */
  readonly at: number
  /** Query, form and JSON parameters, without the private ones. */
  readonly parameters: Readonly<Record<string, Json>>
  /**
   * A hash of all that the request says, its headers and private parameters too: the same for equal requests. Nobody can
   * find the request from it.
   */
  readonly fingerprint: number
  /** `ok`, the reason of a refusal, or `fault` if a fault replaced or cut the answer. */
  readonly outcome: "ok" | "fault" | "unknown-path" | RefusalOutcome
  /** HTTP status; `null` if the connection broke or the caller did not wait for the answer. */
  readonly status: number | null
  /** The fault of this request; `null` if there was none. */
  readonly fault: Fault["kind"] | null
  /** What the request asked a list for; `null` if it reached no list. */
  readonly selection: ListSelection | null
  /** The orders that were sent completely. */
  readonly orderIds: ReadonlyArray<OrderId>
}

/** What a request asked a list for. */
export type ListSelection = Omit<OrderSelection, "where">

/** The newest requests, and how many there were. */
export interface Journal {
  readonly add: (entry: JournalEntry) => void
  readonly entries: () => ReadonlyArray<JournalEntry>
  readonly requests: () => number
}

/** Holds `size` of the newest requests, at least 1. */
export const makeJournal = (size: number): Journal => {
  const most = Math.max(1, size)
  let kept: Array<JournalEntry> = []
  let requests = 0
  return {
    add: (entry) => {
      requests += 1
      kept.push(entry)
      // Seldom, since it copies what is kept.
      if (kept.length >= 2 * most) kept = kept.slice(-most)
    },
    entries: () => kept.slice(-most),
    requests: () => requests
  }
}

/** The parameters without members that have a private name, at any depth. */
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
