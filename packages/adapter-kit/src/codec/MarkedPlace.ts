/** An answer's tree in which every place knows what its schema says of it, and what of its key may be shown. */
import { isJsonArray, maskCharacters } from "@huidan/core"
import { isFieldName } from "../answer/harmlessText.ts"
import { holdsJson, jsonOfText } from "../answer/jsonInText.ts"
import { Cell, isAbsent, isIndexed, type Located, LocatedList, LocatedObject } from "../answer/Located.ts"
import { shownIndex } from "../answer/pointers.ts"
import { type ScalarShape, type Shape, undeclared } from "../mapping/Shape.ts"

/** A place of an answer. */
export interface MarkedPlace {
  readonly node: Located
  /**
   * What may be shown of a scalar: `open` as it is, of `words` the harmless ones, nothing that is `private`, and of what
   * is `undeclared` only what cannot be private text.
   */
  readonly content: ScalarShape["content"] | "undeclared"
  /** Whether the schema declares a scalar here, whatever was sent. */
  readonly isScalar: boolean
  /** Its key as it may be shown. */
  readonly key: string
  /** Left out where nothing below is declared. */
  readonly children: ReadonlyArray<MarkedPlace>
  /** Whether nothing is declared here, nor below. */
  readonly isUndeclared: boolean
}

/** Marks an answer, or a part of one, that has this shape by its schema. */
export const markPlaces = (root: Located, shape: Shape): MarkedPlace => mark(root, shape, "")

/** Shapes are read as schemas decode: one for a list of one, an object with numbers as keys for a list. */
const mark = (node: Located, shape: Shape, key: string): MarkedPlace => {
  switch (shape.kind) {
    case "scalar":
      return markScalar(node, shape, key)
    case "list":
      return node instanceof LocatedList || (node instanceof LocatedObject && isIndexed(node))
        ? container(node, key, (name, child) => mark(child, shape.item, shownIndex(name)))
        : mark(node, shape.item, key)
    case "object":
      return container(node, key, (name, child) => {
        if (node instanceof LocatedList) return mark(child, shape, name)
        const declared = shape.fields.get(name)
        return declared === undefined ? mark(child, undeclared, shownName(name)) : mark(child, declared, name)
      })
    case "undeclared":
      return { node, key, content: "undeclared", isScalar: false, children: [], isUndeclared: true }
  }
}

const container = (node: Located, key: string, child: (name: string, child: Located) => MarkedPlace): MarkedPlace => ({
  node,
  key,
  content: "undeclared",
  isScalar: false,
  children: childrenOf(node, child),
  isUndeclared: false
})

const markScalar = (node: Located, shape: ScalarShape, key: string): MarkedPlace => {
  const isPrivate = shape.content === "private"
  return {
    node,
    key,
    content: isPrivate || node instanceof Cell ? contentOf(node, shape) : "undeclared",
    isScalar: true,
    isUndeclared: false,
    children: childrenOf(node, (name, child) =>
      isPrivate ? markScalar(child, shape, maskCharacters(name)) : mark(child, undeclared, shownName(name))
    )
  }
}

const childrenOf = <A>(node: Located, each: (name: string, child: Located) => A): ReadonlyArray<A> => {
  if (node instanceof Cell) return []
  return node instanceof LocatedList
    ? node.items.map((item, index) => each(String(index), item))
    : Array.from(node.members, ([name, child]) => each(name, child))
}

/** A value that the schema does not read is not what it declares: a name where an amount should be. */
const contentOf = (node: Located, shape: ScalarShape): MarkedPlace["content"] => {
  if (shape.content !== "open" || !(node instanceof Cell) || isAbsent(node)) return shape.content
  const value = node.value ?? ""
  if (typeof value === "string" && holdsJson(value)) return isListInText(value, shape) ? "open" : "undeclared"
  return shape.reads(value) ? "open" : "undeclared"
}

const isListInText = (text: string, { inText = false, reads }: ScalarShape): boolean => {
  const list = inText ? jsonOfText(text) : null
  return (
    list !== null &&
    isJsonArray(list) &&
    list.every((item) => typeof item !== "object" && (typeof item !== "string" || !holdsJson(item)) && reads(item))
  )
}

/** A key that no schema declares, as it may be shown. */
export const shownName = (key: string): string => (isFieldName(key) ? key : maskCharacters(key))
