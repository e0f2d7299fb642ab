/** A platform with more orders in every long window than its lists can page through. */

import type { TwinCall, TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { selectOrders } from "../../world/selectOrders.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"

/**
 * The twin with other lists: a window longer than two thirds of the longest declared one has one row more than the
 * declared depth, and all its pages are full. Shorter windows, and lists without a declared depth, stay the same.
 */
export const overflowing = (subject: Subject): TwinDefinition => ({
  ...subject.twin,
  operations: Object.fromEntries(
    Object.entries(subject.twin.operations).map(([name, operation]) => {
      const declared = declaredOperation(subject, name)
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
