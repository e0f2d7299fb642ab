/** A platform with more orders in every long window than it pages through. */

import type { TwinCall, TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { selectOrders } from "../../world/selectOrders.ts"
import { manifestOperationOf, type Subject } from "../trial/Subject.ts"

/**
 * The twin with lists that say so: a window longer than two thirds of what the manifest allows has one row more than
 * the platform pages through, and every page of it is full. Shorter ones have what they have. Lists of any depth stay as they are.
 */
export const overflowing = (subject: Subject): TwinDefinition => ({
  ...subject.twin,
  operations: Object.fromEntries(
    Object.entries(subject.twin.operations).map(([name, operation]) => {
      const declared = subject.manifest.operations[manifestOperationOf(subject, name) ?? ""]
      const { endpoint } = operation
      const maxRows = declared?.paging?.maxRows ?? null
      if (endpoint === null || maxRows === null) return [name, operation]
      const longest = ((declared?.windowSeconds ?? 86_400) * 1000 * 2) / 3
      return [
        name,
        { ...operation, endpoint: { ...endpoint, handle: (call) => endpoint.handle(crowded(call, longest, maxRows)) } }
      ]
    })
  )
})

const crowded = (call: TwinCall, longest: number, maxRows: number): TwinCall => ({
  ...call,
  select: (selection) => {
    const selected = call.select(selection)
    if (selection.until - selection.since <= longest) return selected
    const all = selectOrders(call.orders, { ...selection, page: selection.firstPage, size: call.orders.length }).orders
    if (all.length === 0) return selected
    const full = Array.from({ length: selection.size }, (_, row) => all[row % all.length])
    return { orders: full.filter((order) => order !== undefined), total: maxRows + 1 }
  }
})
