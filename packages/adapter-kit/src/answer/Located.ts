/** An answer's tree in which every scalar knows where it stands: what wire schemas decode. */
import { childPointer, isJsonArray, type Json, type Pointer } from "@huidan/core"

export type Scalar = string | number | boolean | null

/** One scalar of the answer, `undefined` where the key is missing. */
export class Cell {
  readonly pointer: Pointer
  readonly value: Scalar | undefined
  constructor(pointer: Pointer, value: Scalar | undefined) {
    this.pointer = pointer
    this.value = value
  }
}

export class LocatedList {
  readonly pointer: Pointer
  readonly items: ReadonlyArray<Located>
  constructor(pointer: Pointer, items: ReadonlyArray<Located>) {
    this.pointer = pointer
    this.items = items
  }
}

export class LocatedObject {
  readonly pointer: Pointer
  readonly members: ReadonlyMap<string, Located>
  constructor(pointer: Pointer, members: ReadonlyMap<string, Located>) {
    this.pointer = pointer
    this.members = members
  }
}

export type Located = Cell | LocatedList | LocatedObject

export const isLocated = (value: unknown): value is Located =>
  value instanceof Cell || value instanceof LocatedList || value instanceof LocatedObject

export const locate = (json: Json, pointer: Pointer = ""): Located => {
  if (typeof json !== "object" || json === null) return new Cell(pointer, json)
  if (isJsonArray(json))
    return new LocatedList(
      pointer,
      json.map((item, index) => locate(item, childPointer(pointer, index)))
    )
  return new LocatedObject(
    pointer,
    new Map(Object.entries(json).map(([key, child]) => [key, locate(child, childPointer(pointer, key))]))
  )
}

/** The child of an object, or a missing cell that knows where it would stand. */
export const childOf = (parent: Located, key: string): Located =>
  (parent instanceof LocatedObject ? parent.members.get(key) : undefined) ??
  new Cell(childPointer(parent.pointer, key), undefined)

/** How PHP and its like spell "no object": `[]`, `{}`, `null`, `""`, or no key at all. */
export const isAbsent = (node: Located): boolean =>
  node instanceof Cell
    ? node.value === undefined || node.value === null || node.value === ""
    : node instanceof LocatedList
      ? node.items.length === 0
      : node.members.size === 0

/** Every scalar below a node. */
export const cellsOf = (node: Located): ReadonlyArray<Cell> => {
  const cells: Array<Cell> = []
  const visit = (current: Located): void => {
    if (current instanceof Cell) cells.push(current)
    else for (const child of current instanceof LocatedList ? current.items : current.members.values()) visit(child)
  }
  visit(node)
  return cells
}

/** Type and length of what was found, never the value. */
export const describeFound = (node: Located): string => {
  if (node instanceof LocatedList) return `a list of ${node.items.length}`
  if (node instanceof LocatedObject) return `an object of ${node.members.size} keys`
  const { value } = node
  if (value === undefined) return "nothing"
  if (value === null) return "null"
  return typeof value === "string" ? `text of ${value.length} characters` : `a ${typeof value}`
}
