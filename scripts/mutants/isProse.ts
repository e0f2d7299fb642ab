/** Texts for people: rules that `explain` shows, messages of doubts, titles. A different wording is not a mistake. */

interface SyntaxNode {
  readonly type: string
  readonly name?: unknown
  readonly value?: unknown
  readonly id?: unknown
  readonly key?: unknown
  readonly callee?: unknown
  readonly property?: unknown
}

/** A place in the syntax tree, as Babel hands it to a visitor. */
export interface SyntaxPlace {
  readonly node: SyntaxNode
  readonly parent?: SyntaxNode | null
  /** The list of the parent that holds the node, and the index in it. */
  readonly listKey?: string | null
  readonly key?: string | number | null
}

/** Function → the index of the parameter that holds a rule, a message or a span's name. */
const proseParameters: Readonly<Record<string, number>> = {
  afterSale20: 2,
  amountsOf: 1,
  asNull: 0,
  by: 0,
  combine: 1,
  decodeAfterSale: 2,
  decodeCode: 2,
  doubt: 1,
  error: 2,
  fixed: 1,
  invalidRequest: 1,
  knownCode: 2,
  lineFulfilment20: 1,
  lineRole20: 1,
  lookup: 2,
  map: 1,
  mapAll: 1,
  paidBy: 2,
  product: 2,
  readAt: 2,
  refundedBy: 1,
  restOf: 2,
  signedChange: 2,
  statusOf: 1,
  sum: 1,
  sumOfAll: 1,
  toAfterSaleReferences: 1,
  toCommission: 1,
  toParty: 1,
  twinOf: 2,
  whereCode: 3,
  withSpan: 0
}

/** Members and constants whose literal text is prose. */
const proseNames: ReadonlySet<string> = new Set([
  "detail",
  "document",
  "expected",
  "found",
  "message",
  "name",
  "rule",
  "source",
  "text",
  "title",
  "unverified"
])

const literals: ReadonlySet<string> = new Set([
  "StringLiteral",
  "TemplateLiteral",
  "ArrayExpression",
  "ObjectExpression"
])

/** Three words or more, with a full stop at the end. */
const sentence = /^\S+ \S+ .*\.$/s

export const isProse = (place: SyntaxPlace): boolean => {
  const { key, listKey, node, parent } = place
  if (node.type === "StringLiteral" && typeof node.value === "string" && sentence.test(node.value)) return true
  if (parent === undefined || parent === null) return false
  if (parent.type === "CallExpression" && listKey === "arguments") {
    return proseParameters[nameOf(parent.callee) ?? ""] === key
  }
  const named = parent.type === "ObjectProperty" ? parent.key : parent.type === "VariableDeclarator" ? parent.id : null
  const isValue = parent.type === "ObjectProperty" ? key === "value" : key === "init"
  return isValue && literals.has(node.type) && proseNames.has(nameOf(named) ?? "")
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null && "type" in value

/** `f` of `f`, of `x.f` and of `"f"`. */
const nameOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") return nameOf(node.property)
  const name = node.type === "StringLiteral" ? node.value : node.name
  return typeof name === "string" ? name : undefined
}
