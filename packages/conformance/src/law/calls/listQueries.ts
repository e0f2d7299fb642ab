/** Which lists a trial asks for. */
import type { AdapterManifest, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import type { LawCase } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"

/** What a law about lists needs and the subject does not declare; `null` if nothing is missing. */
export const listsNothing = ({ manifest }: Subject): string | null =>
  manifest.capabilities.listOrders === null ? "listOrders" : null

/** The times by which the adapter lists; none if it has no lists. */
export const listTimes = ({ capabilities }: AdapterManifest): ReadonlyArray<OrderQuery["by"]> =>
  capabilities.listOrders?.by ?? []

/** The time by which a trial lists that may list by any: the update time if the adapter declares it. */
export const anyListTime = (manifest: AdapterManifest): OrderQuery["by"] =>
  listTimes(manifest).find((by) => by === "updated") ?? "created"

/** A list as messages name it, with the operations that it can ask for: `list by created (order.list)`. */
export const listName = ({ operations }: AdapterManifest, by: OrderQuery["by"]): string => {
  const lists = Object.keys(operations).filter((name) => {
    const { answers, use } = operations[name] ?? {}
    return answers === "orders" && use === "call"
  })
  return `list by ${by} (${lists.join(", ")})`
}

/** One case for each time by which the adapter lists and each of these ways, named in words. */
export const listCases = <Way extends string>(
  { manifest }: Subject,
  ways: ReadonlyArray<Way>
): ReadonlyArray<LawCase<{ readonly by: OrderQuery["by"]; readonly how: Way }>> =>
  ways.flatMap((how) => listTimes(manifest).map((by) => ({ name: `list by ${by}, ${how}`, trial: { by, how } })))

/** The options that every adapter with lists has, as a case of a law sets them; in seconds. */
export const listOptions = {
  "settle and overlap 0": { settleSeconds: 0, overlapSeconds: 0 },
  "settle and overlap set": { settleSeconds: 180, overlapSeconds: 600 }
} as const

/** The options that the name of a case ends with; the manifest's if it names none. */
export const listOptionsOf = (how: string): Partial<(typeof listOptions)[keyof typeof listOptions]> =>
  Object.entries(listOptions).find(([name]) => how.endsWith(name))?.[1] ?? {}

/** The orders of the last three days before the twin's base time. */
export const recentOrders = ({ baseTime: until }: RunningTwin, by: OrderQuery["by"]): OrderQuery => ({
  by,
  since: DateTime.subtract(until, { days: 3 }),
  until
})
