/** Pointers into an answer, and into the part of it that is one row. */
import { maskCharacters, type Pointer } from "@huidan/core"
import { Cell, childOf, type Located, LocatedList } from "./Located.ts"

/** The node of an answer at a pointer; if it is missing, a missing cell that knows its place. */
export const nodeAt = (root: Located, pointer: Pointer): Located =>
  tokensOf(pointer).reduce<Located>((node, key) => childOf(onlyItem(node), key), root)

/** The keys on the way to a place. */
export const tokensOf = (pointer: Pointer): ReadonlyArray<string> => pointer.split("/").slice(1)

/** The pointer to what is around a place; `null` for the whole answer. */
export const parentOf = (pointer: Pointer): Pointer | null =>
  pointer === "" ? null : pointer.slice(0, pointer.lastIndexOf("/"))

/** Whether an answer lacks the key of a node. */
export const isMissing = (node: Located): boolean => node instanceof Cell && node.value === undefined

/** A list of one can take the place of an object. */
const onlyItem = (node: Located): Located =>
  node instanceof LocatedList && node.items.length === 1 ? (node.items[0] ?? node) : node

/** A list may be an object with the numbers of its entries as keys; a longer number than this can be a telephone's. */
const longIndex = /^\d{7,}$/

/** The index of an entry of a list, as it may be shown. */
export const shownIndex = (index: string): string => (longIndex.test(index) ? maskCharacters(index) : index)

/** A pointer to a place that a schema declares, as it may be shown. */
export const shownPointer = (pointer: Pointer): Pointer => pointer.split("/").map(shownIndex).join("/")

/** A pointer into the answer as one into the row at `root`. */
export const relative = (pointer: Pointer, root: Pointer): Pointer =>
  pointer.startsWith(`${root}/`) ? pointer.slice(root.length) : pointer
