import { childPointer, isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import * as JsonPointer from "effect/JsonPointer"
import { type ExactMembers, hasKey, withKey } from "./ExactMembers.ts"
import { tokensOf } from "./pointers.ts"

const none: ReadonlyArray<number> = []

/**
 * Which numbers of a document are text in it. They are kept by the object or list that they are in, and never by their
 * pointers: those of one document can be longer than the document by any factor.
 */
export class ExactNumbers {
  private readonly members = new Map<object, ExactMembers>()
  /** Indexes in rising order. */
  private readonly items = new Map<object, Array<number>>()
  /** The document itself is such a number. */
  private root = false

  /** Those at these pointers. A pointer that leads nowhere does not count. */
  static at(document: Json, pointers: ReadonlyArray<Pointer>): ExactNumbers {
    const exact = new ExactNumbers()
    // Pointers that follow each other are often of the same parent, or of two parents in one list.
    const parentOf = lastKnown((path) => valueAt(document, path))
    const places = lastKnown((path) => {
      const end = path.lastIndexOf("/")
      return end === -1 ? document : childOf(parentOf(path.slice(0, end)), path.slice(end + 1))
    })
    for (const pointer of pointers) {
      const end = pointer.lastIndexOf("/")
      if (end === -1) {
        exact.noteRoot()
        continue
      }
      const parent = places(pointer.slice(0, end))
      const token = pointer.slice(end + 1)
      if (isJsonArray(parent)) exact.noteItem(parent, Number(token))
      else if (isJsonObject(parent)) exact.noteMember(parent, keyOf(token))
    }
    for (const indexes of exact.items.values()) indexes.sort((one, other) => one - other)
    return exact
  }

  /** Whether there is none. */
  get isEmpty(): boolean {
    return !this.root && this.members.size === 0 && this.items.size === 0
  }

  /** Notes the document itself, if it is one number. */
  noteRoot(): void {
    this.root = true
  }

  /** Notes members of an object. */
  noteMembers(parent: object, keys: ExactMembers): void {
    this.members.set(parent, keys)
  }

  /** Notes items of a list, by indexes in rising order. */
  noteItems(parent: object, indexes: Array<number>): void {
    this.items.set(parent, indexes)
  }

  /** The indexes of those that are items of this list, in rising order. */
  itemsOf(list: object): ReadonlyArray<number> {
    return this.items.get(list) ?? none
  }

  /** The keys of those that are members of this object, for `hasKey`. */
  membersOf(object: object): ExactMembers | undefined {
    return this.members.get(object)
  }

  /** Whether the document is one. */
  get isRoot(): boolean {
    return this.root
  }

  /** The pointers of all of them in the document. */
  in(document: Json): ReadonlyArray<Pointer> {
    return typeof document === "object" ? this.below(document) : this.root ? [""] : []
  }

  /** Of those in a part of the document, the pointers into that part. */
  below(part: Json): ReadonlyArray<Pointer> {
    const found: Array<Pointer> = []
    // No pairs of key and value are made: they would be half of the memory that reading 10^5 objects takes.
    const visitList = (list: ReadonlyArray<Json>, pointer: Pointer): void => {
      const exact = this.itemsOf(list)
      let next = 0
      list.forEach((child, index) => {
        if (exact[next] === index) {
          found.push(`${pointer}/${index}`)
          next++
        } else if (typeof child === "object") visit(child, childPointer(pointer, index))
      })
    }
    const visit = (value: Json, pointer: Pointer): void => {
      if (typeof value !== "object" || value === null) return
      if (isJsonArray(value)) {
        visitList(value, pointer)
        return
      }
      const exact = this.membersOf(value)
      for (const key of Object.keys(value)) {
        const child = value[key]
        if (typeof child === "object") visit(child, childPointer(pointer, key))
        else if (hasKey(exact, key)) found.push(childPointer(pointer, key))
      }
    }
    if (!this.isEmpty) visit(part, "")
    return found
  }

  private noteItem(parent: object, index: number): void {
    const indexes = this.items.get(parent)
    if (indexes === undefined) this.items.set(parent, [index])
    else indexes.push(index)
  }

  private noteMember(parent: object, key: string): void {
    this.members.set(parent, withKey(this.members.get(parent) ?? null, key))
  }
}

/** The same function, which does not run again for the path that it got last. */
const lastKnown = (find: (path: Pointer) => Json): ((path: Pointer) => Json) => {
  let last: { readonly path: Pointer; readonly value: Json } | null = null
  return (path) => {
    if (last === null || last.path !== path) last = { path, value: find(path) }
    return last.value
  }
}

const valueAt = (document: Json, path: Pointer): Json => tokensOf(path).reduce(childOf, document)

const childOf = (parent: Json, token: string): Json => {
  if (isJsonArray(parent)) return parent[Number(token)] ?? null
  const key = keyOf(token)
  return isJsonObject(parent) && Object.hasOwn(parent, key) ? (parent[key] ?? null) : null
}

const keyOf = (token: string): string => (token.includes("~") ? JsonPointer.unescapeToken(token) : token)
