import { childPointer, type Json, type Pointer } from "@huidan/core"
import { jsonOf } from "../answer/Located.ts"
import type { MarkedPlace } from "./MarkedPlace.ts"

/**
 * The largest subtrees that no schema declares, with keys as they may be shown. Subtrees without any scalar do not count.
 * A key that a schema declares counts as read, whatever was sent there, `null` included.
 */
export const unreadBelow = (root: MarkedPlace): ReadonlyArray<Pointer> => {
  const visit = (place: MarkedPlace, pointer: Pointer): ReadonlyArray<Pointer> => {
    if (place.isUndeclared) return holdsScalar(jsonOf(place.node)) ? [pointer] : []
    return place.isScalar ? [] : place.children.flatMap((child) => visit(child, childPointer(pointer, child.key)))
  }
  return visit(root, "")
}

const holdsScalar = (json: Json): boolean =>
  typeof json !== "object" || json === null || Object.values(json).some(holdsScalar)
