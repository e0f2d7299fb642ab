import { childPointer, type Pointer } from "@huidan/core"
import { Cell } from "../answer/Located.ts"
import type { MarkedPlace } from "./MarkedPlace.ts"

interface Found {
  readonly unread: ReadonlyArray<Pointer>
  /** Whether a schema declares anything in the subtree. */
  readonly touched: boolean
  readonly cells: number
}

/**
 * The largest subtrees in which no schema declares anything, with keys as they may be shown. Subtrees without any scalar
 * do not count.
 */
export const unreadBelow = (root: MarkedPlace): ReadonlyArray<Pointer> => {
  const visit = (place: MarkedPlace, pointer: Pointer): Found => {
    const children = place.children.map((child) => visit(child, childPointer(pointer, child.key)))
    const cells = place.node instanceof Cell ? 1 : children.reduce((total, child) => total + child.cells, 0)
    if (place.isDeclared) return { unread: [], touched: true, cells }
    const touched = children.some((child) => child.touched)
    const whole = cells === 0 ? [] : [pointer]
    return { unread: touched ? children.flatMap((child) => child.unread) : whole, touched, cells }
  }
  return visit(root, "").unread
}
