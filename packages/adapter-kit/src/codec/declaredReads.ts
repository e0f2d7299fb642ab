import { isPrivateText, type Pointer } from "@huidan/core"
import type { Settled } from "../mapping/OrderDraft.ts"
import { Traced } from "../mapping/Traced.ts"

/**
 * What a decoded wire value says was read: a schema declares the fields that its mapping uses, so every declared field
 * counts, whether or not this order needed it; and private text stays private wherever the mapping looked at it.
 */
export const declaredReads = (wire: unknown): Pick<Settled, "read" | "private"> => {
  const read = new Set<Pointer>()
  const privatePointers = new Set<Pointer>()
  const visit = (node: unknown): void => {
    if (node instanceof Traced) {
      for (const pointer of node.from) read.add(pointer)
      if (isPrivateText(node.value)) for (const pointer of node.from) privatePointers.add(pointer)
    } else if (typeof node === "object" && node !== null) {
      for (const child of Object.values(node)) visit(child)
    }
  }
  visit(wire)
  return { read, private: privatePointers }
}
