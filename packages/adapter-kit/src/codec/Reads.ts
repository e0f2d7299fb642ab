import { isPrivateText, type Pointer } from "@huidan/core"
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

export const readsOf = ({ draft, wire }: DecodedRow): Reads => {
  const read = new Set<Pointer>()
  const privatePointers = new Set<Pointer>()
  const note = ({ consulted, from, value }: Traced<unknown>): void => {
    for (const pointer of from) read.add(pointer)
    for (const pointer of consulted) read.add(pointer)
    if (holdsPrivateText(value)) for (const pointer of from) privatePointers.add(pointer)
  }
  for (const traced of tracedIn(wire)) note(traced)
  for (const { traced } of fieldsOf(draft)) note(traced)
  return { read, private: privatePointers }
}

/** The traced values in a decoded wire value. */
const tracedIn = (node: unknown): ReadonlyArray<Traced<unknown>> => {
  if (node instanceof Traced) return [node]
  return typeof node === "object" && node !== null ? Object.values(node).flatMap(tracedIn) : []
}

const holdsPrivateText = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false
  return Array.isArray(value) ? value.some(holdsPrivateText) : isPrivateText(value)
}
