import type { Pointer } from "@huidan/core"
import { Cell, childrenOf, type Located } from "../answer/Located.ts"

interface Found {
  readonly unread: ReadonlyArray<Pointer>
  /** Whether anything in the subtree was read. */
  readonly touched: boolean
  readonly cells: number
}

/** The largest subtrees in which nothing was read. Subtrees without any scalar do not count. */
export const unreadBelow = (root: Located, read: ReadonlySet<Pointer>): ReadonlyArray<Pointer> => {
  const visit = (node: Located): Found => {
    const children = Array.from(childrenOf(node), visit)
    const cells = node instanceof Cell ? 1 : children.reduce((total, child) => total + child.cells, 0)
    if (read.has(node.pointer)) return { unread: [], touched: true, cells }
    const touched = children.some((child) => child.touched)
    const whole = cells === 0 ? [] : [node.pointer]
    return { unread: touched ? children.flatMap((child) => child.unread) : whole, touched, cells }
  }
  return visit(root).unread
}
