/** What an adapter, as it is configured, can tell about the orders of its shop. */
import { type AdapterManifest, type FieldPattern, fieldsBelow, type OperationName } from "@huidan/core"

/** What a shop can tell, by the manifest of its adapter as it is configured. */
export interface Door {
  /** The time by which the live lane lists orders: the update time where it can; `null` if there is no list. */
  readonly listsBy: "updated" | "created" | null
  /** The time by which a period is read again; `null` if there is no list. */
  readonly backfillsBy: "updated" | "created" | null
  /** Whether single orders can be asked for. */
  readonly reads: boolean
  /** Whether the platform pushes. Pushes can be lost, so they replace no list. */
  readonly pushes: boolean
  /** Whether no list shows that an order changed, so that orders have to be read again. */
  readonly needsRereads: boolean
  /** The fields that an operation carries. */
  readonly carries: (operation: OperationName) => ReadonlyArray<FieldPattern>
  /** Whether the operation lists orders. */
  readonly isList: (operation: OperationName) => boolean
  /** Whether an answer of this operation says all that can be known of an order here. */
  readonly meetsWants: (operation: OperationName) => boolean
}

/**
 * What the manifest of an adapter says of this shop. Give it the manifest of the adapter that was made (`adapter.manifest`):
 * options change it.
 */
export const doorOf = ({ capabilities, operations }: AdapterManifest): Door => {
  const by = capabilities.listOrders?.by ?? []
  const details = Object.values(operations).filter(({ answers, use }) => answers === "order" && use === "call")
  const wanted = new Set(capabilities.getOrder ? details.flatMap(({ carries }) => fieldsOf(carries)) : [])
  const whole = new Map(
    Object.entries(operations).map(([name, { answers, carries }]) => {
      const stated = new Set(fieldsOf(carries))
      return [name, answers === "order" || [...wanted].every((field) => stated.has(field))] as const
    })
  )
  const listsBy = by.includes("updated") ? "updated" : by.includes("created") ? "created" : null
  return {
    listsBy,
    backfillsBy: by.includes("created") ? "created" : listsBy,
    reads: capabilities.getOrder,
    pushes: capabilities.receivePush,
    needsRereads: capabilities.getOrder && listsBy !== "updated",
    carries: (operation) => operations[operation]?.carries ?? [],
    isList: (operation) => operations[operation]?.answers === "orders",
    meetsWants: (operation) => whole.get(operation) ?? false
  }
}

const known = new WeakMap<ReadonlyArray<FieldPattern>, ReadonlyArray<FieldPattern>>()

/** The fields of these patterns, whatever their sequence. Cached by the list, because looking them up in the schema is slow. */
const fieldsOf = (carries: ReadonlyArray<FieldPattern>): ReadonlyArray<FieldPattern> => {
  const fields = known.get(carries) ?? carries.flatMap((pattern) => fieldsBelow(pattern))
  known.set(carries, fields)
  return fields
}
