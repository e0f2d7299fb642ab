import type { Pointer } from "@huidan/core"
import { Cell, type Located, LocatedList } from "../answer/Located.ts"

/** The largest subtrees with something in them of which nothing was read. */
export const unreadBelow = (node: Located, read: ReadonlySet<Pointer>): ReadonlyArray<Pointer> => {
  const visit = (
    current: Located
  ): { readonly unread: ReadonlyArray<Pointer>; readonly touched: boolean; readonly cells: number } => {
    if (current instanceof Cell)
      return read.has(current.pointer)
        ? { unread: [], touched: true, cells: 1 }
        : { unread: [current.pointer], touched: false, cells: 1 }
    const children = [...(current instanceof LocatedList ? current.items : current.members.values())].map(visit)
    const cells = children.reduce((total, child) => total + child.cells, 0)
    if (read.has(current.pointer)) return { unread: [], touched: true, cells }
    const touched = children.some((child) => child.touched)
    return {
      unread: touched ? children.flatMap((child) => child.unread) : cells === 0 ? [] : [current.pointer],
      touched,
      cells
    }
  }
  return visit(node).unread
}
