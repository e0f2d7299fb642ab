/**
 * What is kept of an answer: the order as JSON, without members that say nothing. It is what `compact(encodeOrder(order))`
 * gives, in one walk: encoding by the schema alone took a sixth of the time of a commit.
 */
import { type Json, Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import * as SchemaAST from "effect/SchemaAST"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { isEmpty } from "./compact.ts"

/** The order with its private texts; the raw answer is not kept. */
export const keptOrder = (order: Order): OverlaidOrder => {
  const { raw: _raw, rawNumbers: _numbers, ...source } = order.source
  return keptMembers(shapeOfOrder, { ...order, source })
}

/** The members of a block, in the sequence of the schema; or what the entries of a list are; or a value as it is. */
type Shape =
  | { readonly kind: "block"; readonly members: ReadonlyArray<readonly [name: string, shape: Shape]> }
  | { readonly kind: "list"; readonly entry: Shape }
  | { readonly kind: "value" }

type Block = Extract<Shape, { readonly kind: "block" }>

const value: Shape = { kind: "value" }

const blockOf = ({ propertySignatures }: SchemaAST.Objects): Block => ({
  kind: "block",
  members: propertySignatures.map(({ name, type }) => [String(name), shapeOf(type)] as const)
})

/** Of the alternatives of a union only one is a block or a list, but for private texts, which are kept as they are. */
const shapeOf = (ast: SchemaAST.AST): Shape => {
  if (SchemaAST.isUnion(ast)) {
    return ast.types.map(shapeOf).find(({ kind }) => kind !== "value") ?? value
  }
  if (SchemaAST.isArrays(ast)) {
    const [entry] = ast.rest
    return { kind: "list", entry: entry === undefined ? value : shapeOf(entry) }
  }
  // The members of a record have no names of their own.
  return SchemaAST.isObjects(ast) && ast.propertySignatures.length > 0 ? blockOf(ast) : value
}

const shapeOfOrder: Block = SchemaAST.isObjects(Order.ast) ? blockOf(Order.ast) : { kind: "block", members: [] }

const keptMembers = ({ members }: Block, block: object): OverlaidOrder => {
  const values = block as { readonly [name: string]: unknown }
  const kept: Record<string, Json> = {}
  for (const [name, shape] of members) {
    const member = keptValue(shape, values[name])
    if (!isEmpty(member)) kept[name] = member
  }
  return kept
}

const keptValue = (shape: Shape, node: unknown): Json => {
  if (node === null || node === undefined) return null
  if (typeof node === "string" || typeof node === "number" || typeof node === "boolean") return node
  if (typeof node !== "object") return null
  if (Redacted.isRedacted(node)) return keptValue(shape, Redacted.value(node))
  if (DateTime.isDateTime(node)) return DateTime.formatIso(node)
  if (Array.isArray(node)) {
    const entry = shape.kind === "list" ? shape.entry : value
    return node.map((each) => keptValue(entry, each))
  }
  return shape.kind === "block" && !("state" in node) ? keptMembers(shape, node) : keptEntries(node)
}

/** A private text, or a record. */
const keptEntries = (node: object): Json =>
  Object.fromEntries(Object.entries(node).map(([name, member]) => [name, keptValue(value, member)]))
