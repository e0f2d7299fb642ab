/** Which lists a trial asks for. */
import type { AdapterManifest, OrderAdapter, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import type { Subject } from "../trial/Subject.ts"

/** What a law about lists needs and the subject does not declare; `null` if nothing is missing. */
export const listsNothing = ({ manifest }: Subject): string | null =>
  manifest.capabilities.listOrders === null ? "listOrders" : null

/** The time by which a trial lists: the preferred one if the adapter declares it, else the other one. */
export const listsBy = ({ capabilities }: AdapterManifest, preferUpdated: boolean): OrderQuery["by"] => {
  const wanted = preferUpdated ? "updated" : "created"
  const declared = capabilities.listOrders?.by ?? []
  return declared.includes(wanted) ? wanted : (declared[0] ?? wanted)
}

/** The orders of the last three days before the twin's base time. */
export const recentOrders = (
  { manifest }: OrderAdapter,
  { baseTime: until }: RunningTwin,
  preferUpdated: boolean
): OrderQuery => ({ by: listsBy(manifest, preferUpdated), since: DateTime.subtract(until, { days: 3 }), until })
