/**
 * Schemas of answers as platforms send them: lenient in shape, strict in meaning.
 *
 * PHP-style answers are normal: `[]`, `{}`, `null` or `""` for an absent object, `null` for an absent list, a list of
 * one for an object, numbers as text and text as numbers. All of them decode. What cannot be read fails at its
 * exact pointer. Every field may be missing; an absent block decodes as one whose fields are all `null`, so that
 * mappings need no checks.
 *
 * Each field decodes to a `Traced` value, which knows its pointer.
 */
import { isJsonArray, type PrivateText, parseMoney, parseUnixSeconds, parseWallTime, plainText } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import {
  Cell,
  childOf,
  isAbsent,
  isIndexed,
  type Located,
  LocatedList,
  LocatedObject,
  type PresentScalar,
  spellingOf
} from "../answer/Located.ts"
import { readLossless } from "../answer/LosslessJson.ts"
import { type ScalarShape, shapeOf } from "./Shape.ts"
import { readAt, type Traced } from "./Traced.ts"
import { problemAt, type ReadNode, readerOf, type Wire, type WireProblem, wireOf } from "./WireReader.ts"

export type { Wire } from "./WireReader.ts"

/** A field that is one scalar. `read` gets present scalars only; it fails with what was expected instead. */
const tracedScalar = <A>(
  rule: string,
  read: (value: PresentScalar, node: Located) => Result.Result<Traced<A | null>, string>,
  { content = "open", expected = rule, reads }: ScalarOptions
): Wire<Traced<A | null>> =>
  wireOf<Traced<A | null>>(
    (node) => {
      if (isAbsent(node)) return Result.succeed(readAt<A | null>(null, node, rule))
      const value = node instanceof Cell ? (node.value ?? null) : null
      if (value === null) return Result.fail(problemAt(node, expected))
      return Result.mapError(read(value, node), (wanted) => problemAt(node, wanted))
    },
    { kind: "scalar", content, reads }
  )

interface ScalarOptions extends Pick<ScalarShape, "reads"> {
  readonly content?: ScalarShape["content"]
  /** What an error says was expected; the rule unless given. */
  readonly expected?: string
}

const scalar = <A>(
  rule: string,
  read: (value: PresentScalar, isNumber: boolean) => Result.Result<A, string>,
  content: ScalarShape["content"] = "open"
): Wire<Traced<A | null>> =>
  tracedScalar<A>(
    rule,
    (value, node) =>
      Result.map(read(value, node instanceof Cell && node.isNumber), (result) => readAt<A | null>(result, node, rule)),
    { content, reads: (value) => Result.isSuccess(read(value, typeof value === "number")) }
  )

const spelled = (value: PresentScalar): string | null => (typeof value === "boolean" ? null : String(value))

const readText =
  (absent: (text: string) => boolean) =>
  (value: PresentScalar): Result.Result<string | null, string> => {
    const text = spelled(value)
    if (text === null) return Result.fail("text")
    return Result.succeed(absent(text) ? null : text)
  }

const isNoName = (text: string): boolean => text === "--" || text === "-"

/** Text as it was sent; `""` is absent. */
export const text = scalar<string | null>(
  "text",
  readText(() => false)
)

/** A name: `"--"` and `"-"` are absent too. */
export const name = scalar<string | null>("name", readText(isNoName))

const digits = /^-?\d+$/

const readId = (value: PresentScalar, isNumber: boolean): Result.Result<string | null, string> => {
  if (typeof value === "boolean") return Result.fail("an id")
  const spelling = spellingOf(value, isNumber)
  if (isNumber && !digits.test(spelling)) return Result.fail("an id")
  return Result.succeed(spelling === "0" || spelling === "--" ? null : spelling)
}

/**
 * An id, exact to the last digit; `0`, `"0"` and `"--"` are absent. A number with a fraction or an exponent fails, for it
 * may have lost digits. A text is an id whatever it looks like: merchants choose codes such as `"5E3"`.
 */
export const id = scalar<string | null>("id", readId)

/** A code of one of the platform's tables, as text. */
export const code = scalar<string | null>("code", (value, isNumber) =>
  typeof value === "boolean" ? Result.fail("text") : Result.succeed(spellingOf(value, isNumber))
)

/** A whole number. */
export const integer = scalar<number>("a whole number", (value) => parseMoney(spelled(value) ?? "", 0))

const plainNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

const readSeconds = (value: PresentScalar): number | null => {
  const spelling = spelled(value) ?? ""
  const number = plainNumber.test(spelling) ? Number(spelling) : Number.NaN
  return Number.isFinite(number) ? number : null
}

/**
 * A number of seconds, whatever the platform sends: `null` if it is no number. Never fails, for fields that no call
 * depends on: how long a token is valid.
 */
export const seconds: Wire<Traced<number | null>> = wireOf(
  (node) => {
    const value = node instanceof Cell ? (node.value ?? null) : null
    return Result.succeed(
      readAt<number | null>(value === null ? null : readSeconds(value), node, "a number of seconds")
    )
  },
  { kind: "scalar", content: "open", reads: (value) => readSeconds(value) !== null }
)

/** An amount that the platform counts in minor units (分). */
export const fen = scalar<number>("an amount in fen", (value) => parseMoney(spelled(value) ?? "", 0))

/**
 * An amount that the platform writes in yuan (元), as text or number → fen. Zeros behind the second decimal place are
 * accepted (`19.990`); any other digit there fails.
 */
export const yuan = scalar<number>("an amount in yuan", (value) => parseMoney(spelled(value) ?? "", 2))

const basisPoints = "a percentage in basis points"

const isPercentage = (value: PresentScalar): boolean => /^-?\d{1,9}(\.\d+)?$/.test(spelled(value) ?? "")

/**
 * Percent (`"40.0000"` is 40 %) in hundredths of a percent. A rate that is not a whole number of them is `null`, with a
 * warning.
 */
export const percent = tracedScalar<number>(
  basisPoints,
  (value, node) => {
    const spelling = spelled(value) ?? ""
    if (!isPercentage(value)) return Result.fail("a percentage")
    const points = parseMoney(spelling, 2)
    if (Result.isSuccess(points)) return Result.succeed(readAt<number | null>(points.success, node, basisPoints))
    const unknown = readAt<number | null>(null, node, basisPoints)
    return Result.succeed(unknown.doubt("type_drift", "the rate is not a whole number of basis points"))
  },
  { expected: "a percentage", reads: isPercentage }
)

/** `0`, `1`, `"0"`, `"1"`, `true`, `false`, and these words as text. */
export const flag = scalar<boolean>("a boolean", (value, isNumber) => {
  const spelling = spellingOf(value, isNumber).toLowerCase()
  if (spelling === "1" || spelling === "true") return Result.succeed(true)
  if (spelling === "0" || spelling === "false") return Result.succeed(false)
  return Result.fail("a boolean")
})

/** Asia/Shanghai wall time without a zone; the platforms' spellings of "never" are `null`. */
export const wallTime = scalar<DateTime.Utc | null>("wall time in Asia/Shanghai", (value) =>
  parseWallTime(spelled(value) ?? "")
)

/** A platform's spelling of "never", which some print in a field of seconds too. */
const isNever = (value: PresentScalar): boolean =>
  typeof value === "string" && Result.getOrElse(parseWallTime(value), () => undefined) === null

/** Unix seconds; 0 and the platforms' spellings of "never" are unset. */
export const unixSeconds = scalar<DateTime.Utc | null>("unix seconds", (value) =>
  isNever(value) ? Result.succeed(null) : Result.flatMap(parseMoney(spelled(value) ?? "", 0), parseUnixSeconds)
)

/**
 * Text that belongs to a person: a name, a telephone number, an address, a note, an id. As `name`, and masked unless
 * revealed.
 */
export const privateText = scalar<PrivateText | null>(
  "private text",
  (value) => Result.map(readText(isNoName)(value), (plain) => (plain === null ? null : plainText(plain))),
  "private"
)

/** The schemas of an object's members. */
type Fields = Readonly<Record<string, Schema.Codec<unknown, Located>>>

type Members<F extends Fields> = { readonly [K in keyof F]: F[K]["Type"] }

/** The node whose children are an object's members; for an absent object one that has none. */
const objectOf = (node: Located, flagKey: string | null): Result.Result<Located, WireProblem> => {
  const only = node instanceof LocatedList && node.items.length === 1 ? (node.items[0] ?? node) : node
  if (isAbsent(node) || isAbsent(only)) return Result.succeed(node)
  if (!(only instanceof LocatedObject)) return Result.fail(problemAt(only, "an object"))
  const flagged = flagKey === null ? undefined : only.member(flagKey)
  const isEmpty = flagged instanceof Cell && ["false", "0"].includes(spellingOf(flagged.value ?? "", flagged.isNumber))
  return Result.succeed(isEmpty ? new Cell(undefined, null, node.pointer) : only)
}

const objectWith = <const F extends Fields>(fields: F, flagKey: string | null): Wire<Members<F>> => {
  const readers = Object.entries(fields).map(([key, field]) => [key, readerOf(field)] as const)
  const read: ReadNode<Members<F>> = (node) => {
    const present = objectOf(node, flagKey)
    if (Result.isFailure(present)) return Result.fail(present.failure)
    const members: Record<string, unknown> = {}
    for (const [key, readMember] of readers) {
      const member = readMember(childOf(present.success, key))
      if (Result.isFailure(member)) return Result.fail(member.failure)
      members[key] = member.success
    }
    return Result.succeed(members as Members<F>)
  }
  return wireOf(read, {
    kind: "object",
    fields: new Map(Object.entries(fields).map(([key, field]) => [key, shapeOf(field)] as const))
  })
}

/** An object. Absent, it has all its fields `null`. Keys that are not named stay unread. */
export const object = <const F extends Fields>(fields: F): Wire<Members<F>> => objectWith(fields, null)

/** An object whose key `has_result` says whether it has anything in it. */
export const block = <const F extends Fields>(fields: F): Wire<Members<F>> => objectWith(fields, "has_result")

const itemsOf = (node: Located): ReadonlyArray<Located> => {
  if (isAbsent(node)) return []
  if (node instanceof LocatedList) return node.items.filter((item) => !isAbsent(item))
  if (node instanceof LocatedObject && isIndexed(node)) return [...node.members.values()]
  return [node]
}

const readItems =
  <A>(readItem: ReadNode<A>, items: (node: Located) => ReadonlyArray<Located>): ReadNode<ReadonlyArray<A>> =>
  (node) => {
    const read: Array<A> = []
    for (const item of items(node)) {
      const result = readItem(item)
      if (Result.isFailure(result)) return Result.fail(result.failure)
      read.push(result.success)
    }
    return Result.succeed(read)
  }

/** A list. Absent, it is empty. One object is read as a list of one, and PHP's `{"0": …, "1": …}` as a list. */
export const list = <A>(item: Wire<A>): Wire<ReadonlyArray<A>> =>
  wireOf(readItems(readerOf(item), itemsOf), { kind: "list", item: shapeOf(item) })

/** A part that no document describes: a text or a number in its place is absent, an object or a list is read. */
export const ifStructured = <A>(schema: Wire<A>): Wire<A> => {
  const read = readerOf(schema)
  return wireOf((node) => read(node instanceof Cell ? new Cell(undefined, null, node.pointer) : node), shapeOf(schema))
}

/** A list of texts or ids, as a list or as JSON text of a list. */
export const idList: Wire<ReadonlyArray<Traced<string | null>>> = wireOf(
  readItems(readerOf(id), (node) => (node instanceof Cell ? itemsOfJsonText(node) : itemsOf(node))),
  {
    kind: "list",
    item: {
      kind: "scalar",
      content: "open",
      reads: (value) => Result.isSuccess(readId(value, typeof value === "number")),
      inText: true
    }
  }
)

const itemsOfJsonText = (cell: Cell): ReadonlyArray<Located> => {
  if (isAbsent(cell)) return []
  if (typeof cell.value !== "string" || !cell.value.startsWith("[")) return [cell]
  const parsed = readLossless(cell.value)
  const { exact, value: items } = Result.isSuccess(parsed) ? parsed.success : { exact: null, value: null }
  if (!isJsonArray(items)) return [cell]
  const numbers = new Set(exact?.itemsOf(items))
  return items.flatMap((item, index) =>
    typeof item === "object" ? [] : [new Cell(item, null, cell.pointer, numbers.has(index))]
  )
}
