import { childPointer, type Json, type Pointer } from "@huidan/core"
import { Cell, jsonOf } from "../answer/Located.ts"
import type { MarkedPlace } from "./MarkedPlace.ts"

interface Found {
  readonly unread: ReadonlyArray<Pointer>
  /** Whether a schema declares anything in the subtree. */
  readonly touched: boolean
  readonly hasScalar: boolean
}

/**
 * The largest subtrees in which no schema declares anything, with keys as they may be shown. Subtrees without any scalar
 * do not count.
 */
export const unreadBelow = (root: MarkedPlace): ReadonlyArray<Pointer> => {
  const visit = (place: MarkedPlace, pointer: Pointer): Found => {
    if (place.isUndeclared) {
      const hasScalar = holdsScalar(jsonOf(place.node))
      return { unread: hasScalar ? [pointer] : [], touched: false, hasScalar }
    }
    const children = place.children.map((child) => visit(child, childPointer(pointer, child.key)))
    const hasScalar = place.node instanceof Cell || children.some((child) => child.hasScalar)
    if (place.isDeclared) return { unread: [], touched: true, hasScalar }
    const touched = children.some((child) => child.touched)
    const whole = hasScalar ? [pointer] : []
    return { unread: touched ? children.flatMap((child) => child.unread) : whole, touched, hasScalar }
  }
  return visit(root, "").unread
}

const holdsScalar = (json: Json): boolean =>
  typeof json !== "object" || json === null || Object.values(json).some(holdsScalar)
