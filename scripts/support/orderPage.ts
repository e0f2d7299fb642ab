/** A schema within the order's JSON Schema: the part that the page reads. */
interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: ReadonlyArray<string>
  readonly anyOf?: ReadonlyArray<JsonSchema>
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
}

interface OrderSchema extends JsonSchema {
  readonly $defs: Readonly<Record<string, JsonSchema>>
}

/** The page of the canonical order: every field and its type, from the JSON Schema. */
export const orderPage = (schema: object): string => {
  const root = schema as OrderSchema
  const rows = fieldsOf(root, resolve(root, root), "")
  return `${introduction}\n\n| field | holds |\n| --- | --- |\n${rows.map(([path, holds]) => `| \`${path}\` | ${holds} |`).join("\n")}\n`
}

const introduction = `# The canonical order, \`huidan/order@1\`

<!-- Made from the order's JSON Schema by \`pnpm generate\`. Edit packages/core/src, not this page. -->

All fields of an order in JSON. \`huidan schema\` prints the same as a JSON Schema.

- Every key is present. A missing value is \`null\`, a missing list \`[]\`, so the shape does not depend on the platform.
- *fen* is a whole number of minor units of \`amounts.currency\`. *instant* is ISO 8601, UTC, with milliseconds.
- *private text* is \`{"state":"plain","value":…}\`, \`{"state":"masked","value":…}\` or \`{"state":"encrypted","cipher":…,"masked":…}\`.
- \`buyer.id\` is text, because programs group orders by it, and personal data: of some platforms it is a WeChat id.
- A state is \`null\` if the operation does not report it. It is \`unknown\` if the adapter does not know the code; \`warnings\` names the code.`

/** Definitions that the page names instead of listing their fields. */
const named: Readonly<Record<string, string>> = {
  MinorUnits: "fen",
  InstantEncoded: "instant",
  PrivateText: "private text",
  Currency: "ISO 4217 code"
}

const fieldsOf = (root: OrderSchema, schema: JsonSchema, prefix: string): ReadonlyArray<readonly [string, string]> =>
  Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`
    const { inner, nullable } = withoutNull(child)
    const list = resolve(root, inner).items
    const item = list === undefined ? inner : withoutNull(list).inner
    const place = list === undefined ? path : `${path}[]`
    const below = nameOf(item) === null ? fieldsOf(root, resolve(root, item), `${place}.`) : []
    const holds = `${below.length > 0 ? "block" : describe(root, item)}${nullable ? " or null" : ""}`
    return [
      [place, list === undefined ? holds : `list of ${below.length > 0 ? "blocks" : describe(root, item)}`],
      ...below
    ]
  })

const withoutNull = (schema: JsonSchema): { readonly inner: JsonSchema; readonly nullable: boolean } => {
  const others = schema.anyOf?.filter((option) => option.type !== "null") ?? []
  const [only] = others
  return schema.anyOf?.length === 2 && only !== undefined && others.length === 1
    ? { inner: only, nullable: true }
    : { inner: schema, nullable: false }
}

const describe = (root: OrderSchema, schema: JsonSchema): string => {
  const name = nameOf(schema)
  if (name !== null) return name
  const { enum: words, type, additionalProperties } = resolve(root, schema)
  if (words !== undefined) return words.map((word) => `\`${word}\``).join(" ")
  if (type === "object" && typeof additionalProperties === "object") return "texts by name"
  return type === undefined ? "any JSON" : type === "string" ? "text" : type === "integer" ? "whole number" : type
}

const nameOf = ({ $ref }: JsonSchema): string | null => named[$ref?.split("/").at(-1) ?? ""] ?? null

const resolve = (root: OrderSchema, schema: JsonSchema): JsonSchema => {
  const found = schema.$ref === undefined ? schema : (root.$defs[schema.$ref.split("/").at(-1) ?? ""] ?? schema)
  const [only, ...others] = found.anyOf ?? []
  return only !== undefined && others.length === 0 ? only : found
}
