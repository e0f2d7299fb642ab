/** Texts that cost more than their length says if they are read carelessly: as JSON, and as XML. */

/** One shape, as text of about so many characters. */
export interface HostileShape {
  readonly name: string
  /** A JSON value. */
  readonly json: (length: number) => string
  /** The inside of an XML element; left out where XML has no such thing. */
  readonly xml?: (length: number) => string
  /** Whether the JSON value is a list of objects, which can take the place of an answer's rows. */
  readonly isRows?: true
}

/** Pieces one after the other, as many as fit. */
const filled = (length: number, piece: (index: number) => string, between = ","): string => {
  const pieces: Array<string> = []
  for (let left = length, index = 0; left > 0; index++) {
    const next = piece(index)
    pieces.push(next)
    left -= next.length + between.length
  }
  return pieces.join(between)
}

const list = (length: number, item: (index: number) => string): string => `[${filled(length, item)}]`
const object = (length: number, member: (index: number) => string): string => `{${filled(length, member)}}`

/** So long that no limit on the members of an object or the items of a list refuses it, however long the text is. */
const part = 262_144

/** Several objects, or lists, that are as long together. */
const parts = (length: number, one: (length: number) => string): string =>
  `[${Array.from({ length: Math.ceil(length / part) }, () => one(Math.min(length, part))).join(",")}]`
const objects = (length: number, member: (index: number) => string): string =>
  parts(length, (one) => object(one, member))
const lists = (length: number, item: (index: number) => string): string => parts(length, (one) => list(one, item))

/** So deep that every parser of ours still reads it. */
const depth = 200
const longKey = "k".repeat(16_000)

export const hostileShapes: ReadonlyArray<HostileShape> = [
  {
    name: "depth without an end",
    json: (length) => "[".repeat(length),
    xml: (length) => filled(length, () => "<a>", "")
  },
  {
    name: "depth again and again",
    json: (length) => list(length, () => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`),
    xml: (length) => filled(length, () => `${"<a>".repeat(20)}${"</a>".repeat(20)}`, "")
  },
  {
    name: "many values below a long pointer",
    json: (length) => {
      const key = "k".repeat(Math.min(longKey.length, length / 2 / depth))
      const keys = Array.from({ length: depth }, (_, index) => `{"${key}${index}":`)
      return `${keys.join("")}${list(length / 2, (index) => `{"a":${index}}`)}${"}".repeat(depth)}`
    }
  },
  {
    name: "repeated elements",
    json: (length) => list(length, () => "{}"),
    isRows: true,
    xml: (length) => filled(length, () => "<a/>", "")
  },
  { name: "a repeated key", json: (length) => object(length, () => '"a":1') },
  {
    name: "many keys",
    json: (length) => objects(length, (index) => `"k${index}":0`),
    xml: (length) => filled(length, (index) => `<k${index}/>`, "")
  },
  { name: "keys that are numbers", json: (length) => objects(length, (index) => `"${index * 7919}":0`) },
  {
    name: "long keys",
    json: (length) => object(length, (index) => `"${longKey}${index}":0`),
    xml: (length) => filled(length, (index) => `<${longKey}${index}/>`, "")
  },
  {
    name: "keys longer than are hashed",
    json: (length) => object(length, (index) => `"${longKey}${longKey}${index}":0`)
  },
  { name: "escapes in one text", json: (length) => `"${filled(length, () => "\\u4e2d\\n", "")}"` },
  { name: "escapes in many texts", json: (length) => list(length, () => '"\\n\\u4e2d"') },
  { name: "escapes in keys", json: (length) => objects(length, (index) => `"\\u0061~/${index}":0`) },
  { name: "numbers that need exact text", json: (length) => lists(length, () => "1e2") },
  { name: "members that need exact text", json: (length) => list(length, () => '{"a":12345678901234567890}') },
  {
    name: "entities",
    json: (length) => `"${filled(length, () => "&amp;", "")}"`,
    xml: (length) => filled(length, () => "&amp;&#20013;", "")
  },
  { name: "one long text", json: (length) => `"${"中".repeat(length)}"`, xml: (length) => "中".repeat(length) },
  { name: "brackets in a text", json: (length) => `"${filled(length, () => "[{", "")}"` },
  { name: "JSON in texts", json: (length) => list(length, () => '"[{\\"a\\":1}]"') },
  { name: "small objects", json: (length) => list(length, (index) => `{"a":${index % 10}}`), isRows: true }
]
