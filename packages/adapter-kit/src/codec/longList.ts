import { type AdapterErrorReason, responseDecode } from "@huidan/core"
import * as Result from "effect/Result"
import { describeFound, isIndexed, type Located, LocatedList, LocatedObject } from "../answer/Located.ts"
import type { Shape } from "../mapping/Shape.ts"

/**
 * Fails if a list that the shape declares has more entries than `limit`: the orders of an answer, or the lines of an order.
 * Each of them is work, however short it is, so they are counted before any of them is read.
 */
export const refuseLongLists = (
  answer: Located,
  shape: Shape,
  limit: number
): Result.Result<void, AdapterErrorReason> => {
  const found = longList(answer, shape, limit)
  if (found === null) return Result.void
  const expected = `a list of at most ${limit} (option \`rowLimit\`)`
  return Result.fail(responseDecode({ pointer: found.pointer, expected, found: describeFound(found) }))
}

/** Shapes are followed as schemas decode: one for a list of one, an object with numbers as keys for a list. */
const longList = (node: Located, shape: Shape, limit: number): Located | null => {
  if (shape.kind === "list") {
    const entries = entriesOf(node)
    if (entries === null) return longList(node, shape.item, limit)
    return entries.length > limit ? node : firstIn(entries, (entry) => longList(entry, shape.item, limit))
  }
  if (shape.kind !== "object") return null
  if (node instanceof LocatedList) return firstIn(node.items, (item) => longList(item, shape, limit))
  if (!(node instanceof LocatedObject)) return null
  return firstIn(shape.fields, ([name, field]) => {
    const member = node.member(name)
    return member === undefined ? null : longList(member, field, limit)
  })
}

const entriesOf = (node: Located): ReadonlyArray<Located> | null => {
  if (node instanceof LocatedList) return node.items
  return node instanceof LocatedObject && isIndexed(node) ? [...node.members.values()] : null
}

const firstIn = <A>(items: Iterable<A>, find: (item: A) => Located | null): Located | null => {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}
