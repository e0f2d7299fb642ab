/** A platform with more orders in every long window than its lists can page through. */
import type { OperationName } from "@huidan/core"
import type { TwinCall, TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { selectOrders } from "../../world/selectOrders.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"

/** A list whose pages do not reach every row. */
export interface DeepList {
  /** The twin's operation. */
  readonly operation: OperationName
  /** The last row that its pages reach: by the twin, else by the manifest. */
  readonly maxRows: number
  /** The longest window of the manifest, in seconds; a day if it declares none. */
  readonly windowSeconds: number
}

/** The lists that the adapter calls and that the twin or the manifest gives a depth. */
export const deepLists = (subject: Subject): ReadonlyArray<DeepList> =>
  Object.entries(subject.twin.operations).flatMap(([operation, { endpoint }]) => {
    const declared = declaredOperation(subject, operation)
    const maxRows = endpoint?.maxRows ?? declared?.paging?.maxRows ?? null
    return declared?.use === "call" && maxRows !== null
      ? [{ operation, maxRows, windowSeconds: declared.windowSeconds ?? 86_400 }]
      : []
  })

/**
 * The twin with other lists: a window longer than two thirds of the longest declared one has one row more than the
 * list's depth. Its pages are full of one order, again and again; behind the third one they are empty, so that a reader
 * that does not stop soon comes to an end. Shorter windows, and lists without a depth, stay the same.
 */
export const overflowing = (subject: Subject): TwinDefinition => {
  const deep = new Map(deepLists(subject).map((list) => [list.operation, list]))
  return {
    ...subject.twin,
    operations: Object.fromEntries(
      Object.entries(subject.twin.operations).map(([name, operation]) => {
        const list = deep.get(name)
        const { endpoint } = operation
        return endpoint === null || list === undefined
          ? [name, operation]
          : [
              name,
              {
                ...operation,
                endpoint: { ...endpoint, handle: (call) => endpoint.handle(crowded(call, list)) }
              }
            ]
      })
    )
  }
}

/** More would take too long to read. */
const fullPages = 3

const crowded = (call: TwinCall, { maxRows, windowSeconds }: DeepList): TwinCall => ({
  ...call,
  select: (selection) => {
    const selected = call.select(selection)
    if (selection.until - selection.since <= (windowSeconds * 1000 * 2) / 3) return selected
    const all = selectOrders(call.orders, { ...selection, page: selection.firstPage, size: call.orders.length }).orders
    const [order] = all
    if (order === undefined) return selected
    const isFull = selection.page - selection.firstPage < fullPages
    return { orders: isFull ? Array.from({ length: selection.size }, () => order) : [], total: maxRows + 1 }
  }
})
