import { isPrivateText, type Order, type Pointer, sentText } from "@huidan/core"
import { fieldsOf } from "../mapping/settle.ts"
import { Traced } from "../mapping/Traced.ts"
import type { DecodedRow } from "./OperationCodec.ts"

/** What of an answer was looked at, as pointers. */
export interface Reads {
  /** Everything that the schema declares or the mapping looked at, whether or not this order needed it. */
  readonly read: ReadonlySet<Pointer>
  /** Where the schema or the mapping found private text. */
  readonly private: ReadonlySet<Pointer>
}

/** What the schema and the mapping of a row looked at. */
export const readsOf = ({ draft, wire }: DecodedRow): Reads =>
  readsIn([...tracedIn(wire), ...fieldsOf(draft).map(({ traced }) => traced)])

/** What the schema of a row declares. */
export const declaredReads = (wire: unknown): Reads => readsIn(tracedIn(wire))

const readsIn = (values: ReadonlyArray<Traced<unknown>>): Reads => {
  const read = new Set<Pointer>()
  const privatePointers = new Set<Pointer>()
  for (const { consulted, from, value } of values) {
    for (const pointer of from) read.add(pointer)
    for (const pointer of consulted) read.add(pointer)
    if (privateTextsIn(value).length > 0) for (const pointer of from) privatePointers.add(pointer)
  }
  return { read, private: privatePointers }
}

/** The private texts of an order as the platform sent them: plain, masked or as ciphers. */
export const privateTextsOf = ({ source: _source, ...order }: Order): ReadonlySet<string> =>
  new Set(privateTextsIn(order))

/** The traced values in a decoded wire value. */
const tracedIn = (node: unknown): ReadonlyArray<Traced<unknown>> => {
  if (node instanceof Traced) return [node]
  return typeof node === "object" && node !== null ? Object.values(node).flatMap(tracedIn) : []
}

const privateTextsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null) return []
  if (isPrivateText(value)) return [sentText(value) ?? ""]
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  return isPlain ? Object.values(value).flatMap(privateTextsIn) : []
}
