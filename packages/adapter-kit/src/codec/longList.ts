import { type AdapterErrorReason, responseDecode } from "@huidan/core"
import * as Result from "effect/Result"
import { describeFound, isIndexed, type Located, LocatedList, LocatedObject } from "../answer/Located.ts"
import type { Shape } from "../mapping/Shape.ts"

/** All lists of one order together have at most so many entries: a mapping can pass them to a function as its arguments. */
export const mostEntries = 100_000

/**
 * Fails if a list that the shape declares has more entries than `limit` (the orders of an answer, or the lines of an order),
 * or if all lists of one order have more than 100 000. Each entry is work, however short it is, so they are counted
 * before any of them is read. `single`: the answer is one order, not a list of them.
 */
export const refuseLongLists = (
  answer: Located,
  shape: Shape,
  limit: number,
  single: boolean
): Result.Result<void, AdapterErrorReason> => {
  const found = new Counting(limit).look(answer, shape, !single)
  if (found === null) return Result.void
  const { expected, node } = found
  return Result.fail(responseDecode({ pointer: node.pointer, expected, found: describeFound(node) }))
}

interface LongList {
  readonly node: Located
  readonly expected: string
}

class Counting {
  private readonly limit: number
  private entries = 0

  constructor(limit: number) {
    this.limit = limit
  }

  /**
   * Shapes are followed as schemas decode: one for a list of one, an object with numbers as keys for a list. `ofOrders`: the
   * next list is that of the orders.
   */
  look(node: Located, shape: Shape, ofOrders: boolean): LongList | null {
    if (shape.kind === "list") return this.list(node, shape.item, ofOrders)
    if (shape.kind !== "object") return null
    if (node instanceof LocatedList) return firstIn(node.items, (item) => this.look(item, shape, ofOrders))
    if (!(node instanceof LocatedObject)) return null
    return firstIn(shape.fields, ([name, field]) => {
      const member = node.member(name)
      return member === undefined ? null : this.look(member, field, ofOrders)
    })
  }

  private list(node: Located, item: Shape, ofOrders: boolean): LongList | null {
    const entries = entriesOf(node)
    if (entries === null) return this.look(node, item, false)
    if (entries.length > this.limit) {
      return { node, expected: `a list of at most ${this.limit} (option \`rowLimit\`)` }
    }
    if (!ofOrders) this.entries += entries.length
    if (this.entries > mostEntries) return { node, expected: `at most ${mostEntries} entries in all lists of an order` }
    return firstIn(entries, (entry) => {
      if (ofOrders) this.entries = 0
      return this.look(entry, item, false)
    })
  }
}

const entriesOf = (node: Located): ReadonlyArray<Located> | null => {
  if (node instanceof LocatedList) return node.items
  return node instanceof LocatedObject && isIndexed(node) ? [...node.members.values()] : null
}

const firstIn = <A>(items: Iterable<A>, find: (item: A) => LongList | null): LongList | null => {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}
