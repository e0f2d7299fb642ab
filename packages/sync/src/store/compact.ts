/**
 * Orders without empty members: most members of an order are `null` or empty, and a stored order leaves them out. For the
 * rules a member that is missing is the same as one that is `null`.
 */
import { isJsonArray, isJsonObject, type Json, Order } from "@huidan/core"
import * as SchemaAST from "effect/SchemaAST"
import type { OverlaidOrder } from "../rules/overlay.ts"

/** The order without members that are `null` or empty. Entries of lists and private texts remain. */
export const compact = (order: OverlaidOrder): OverlaidOrder =>
  Object.fromEntries(
    Object.entries(order)
      .map(([name, member]) => [name, compactValue(member)] as const)
      .filter(([, value]) => !isEmpty(value))
  )

const compactValue = (value: Json): Json => {
  if (isJsonArray(value)) return value.map(compactValue)
  return isJsonObject(value) && !("state" in value) ? compact(value) : value
}

/** Whether a value is `null` or empty. */
export const isEmpty = (value: Json): boolean => {
  if (typeof value !== "object" || value === null) return value === null
  for (const _name in value) return false
  return true
}

/** The order with all its members again. */
export const complete = (order: OverlaidOrder): OverlaidOrder => {
  const whole = completed(SchemaAST.toEncoded(Order.ast), order)
  return isJsonObject(whole) ? whole : order
}

const completed = (ast: SchemaAST.AST, value: Json): Json => {
  if (SchemaAST.isUnion(ast)) {
    if (value === null) return ast.types.some(SchemaAST.isNull) ? null : completedAs(ast.types, {})
    return completedAs(ast.types, value)
  }
  if (SchemaAST.isArrays(ast)) {
    const [entry] = ast.rest
    const list = isJsonArray(value) ? value : []
    return entry === undefined ? list : list.map((each) => completed(entry, each))
  }
  if (!SchemaAST.isObjects(ast)) return value
  const block = isJsonObject(value) ? value : {}
  // The members of a record have no names of their own.
  if (ast.propertySignatures.length === 0) return block
  return Object.fromEntries(
    ast.propertySignatures.map(({ name, type }) => [String(name), completed(type, block[String(name)] ?? null)])
  )
}

/** A private text is stored as it is; of the other alternatives only one is a block or a list. */
const completedAs = (alternatives: ReadonlyArray<SchemaAST.AST>, value: Json): Json => {
  if (typeof value !== "object" || value === null || "state" in value) return value
  const fitting = alternatives.find(isJsonArray(value) ? SchemaAST.isArrays : SchemaAST.isObjects)
  return fitting === undefined ? value : completed(fitting, value)
}
