import type { Pointer } from "@huidan/core"
import * as JsonPointer from "effect/JsonPointer"
import { tokensOf } from "./pointers.ts"

/** A set of pointers by their keys, to go down together with a document: no pointer is built to look for it. */
export interface PointerTree {
  /** Whether the pointer to here is one of the set. */
  listed: boolean
  readonly children: Map<string, PointerTree>
}

const empty = (): PointerTree => ({ listed: false, children: new Map() })

/** The tree of these pointers. */
export const pointerTree = (pointers: ReadonlyArray<Pointer>): PointerTree => {
  const root = empty()
  for (const pointer of pointers) {
    let node = root
    for (const token of tokensOf(pointer)) {
      const key = JsonPointer.unescapeToken(token)
      const child = node.children.get(key) ?? empty()
      node.children.set(key, child)
      node = child
    }
    node.listed = true
  }
  return root
}
