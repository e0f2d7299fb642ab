/** Where things stand in an answer, and in the part of it that is one row. */
import { isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import * as JsonPointer from "effect/JsonPointer"
import type { Settled } from "../mapping/OrderDraft.ts"
import { childOf, type Located, LocatedList } from "./Located.ts"

/** The node of an answer at a pointer; what is missing is a missing cell that knows its place. */
export const nodeAt = (root: Located, pointer: Pointer): Located =>
  pointer === ""
    ? root
    : pointer
        .slice(1)
        .split("/")
        .reduce<Located>((node, key) => childOf(onlyItem(node), key), root)

/** A list of one stands for the object. */
const onlyItem = (node: Located): Located =>
  node instanceof LocatedList && node.items.length === 1 ? (node.items[0] ?? node) : node

/** The value at a pointer that exists. */
export const jsonAt = (root: Json, pointer: Pointer): Json =>
  pointer
    .slice(1)
    .split("/")
    .reduce<Json>((node, token) => {
      const key = JsonPointer.unescapeToken(token)
      if (isJsonArray(node)) return node[Number(key)] ?? null
      return isJsonObject(node) ? (node[key] ?? null) : null
    }, root)

/** A pointer into the answer as one into the row at `root`. */
export const relative = (pointer: Pointer, root: Pointer): Pointer =>
  pointer.startsWith(`${root}/`) ? pointer.slice(root.length) : pointer

/** Of these pointers into the answer those below `root`, as pointers into the row there. */
export const within = (pointers: ReadonlyArray<Pointer>, root: Pointer): ReadonlyArray<Pointer> =>
  pointers.flatMap((pointer) => (root === "" || pointer.startsWith(`${root}/`) ? [pointer.slice(root.length)] : []))

/** Where a canonical field was read; `""` where it has no place in the answer. */
export const sourceOf = (settled: Settled, path: Pointer): Pointer =>
  settled.fields.find((field) => field.path === path)?.pointers[0] ?? ""
