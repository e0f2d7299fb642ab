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
import {
  type Json,
  type Pointer,
  type PrivateText,
  parseMoney,
  parseUnixSeconds,
  parseWallTime,
  plainText
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import {
  Cell,
  childOf,
  describeFound,
  isAbsent,
  isIndexed,
  isLocated,
  type Located,
  LocatedList,
  LocatedObject,
  type PresentScalar
} from "../answer/Located.ts"
import { readLossless } from "../answer/LosslessJson.ts"
import { ofShape, type ScalarShape, shapeOf } from "./Shape.ts"
import { readAt, Traced } from "./Traced.ts"

/** A schema of one part of an answer. */
export type Wire<A> = Schema.Codec<A, Located>

/** What could not be read, and where. `found` names a type and a length, never a value. */
export interface WireProblem {
  readonly pointer: Pointer
  readonly expected: string
  readonly found: string
}

const annotation = "~huidan/problem"
const locatedSchema = Schema.declare(isLocated)
const encodeNever = SchemaGetter.forbidden<Located, unknown>(() => "answers are read, never written")

const problem = (node: Located, expected: string): SchemaIssue.Issue => {
  const found = describeFound(node)
  return new SchemaIssue.InvalidValue({
    message: `expected ${expected}, found ${found}`,
    [annotation]: { pointer: node.pointer, expected, found } satisfies WireProblem
  })
}

/** The first problem of a failed decode. */
export const firstProblem = (issue: SchemaIssue.Issue, root: Pointer): WireProblem => {
  switch (issue._tag) {
    case "Composite":
    case "AnyOf":
      return issue.issues[0] === undefined ? unnamed(root) : firstProblem(issue.issues[0], root)
    case "Pointer":
    case "Encoding":
    case "Filter":
      return firstProblem(issue.issue, root)
    case "InvalidValue": {
      const named = issue.annotations?.[annotation]
      return isWireProblem(named) ? named : unnamed(root)
    }
    default:
      return unnamed(root)
  }
}

const unnamed = (pointer: Pointer): WireProblem => ({ pointer, expected: "the documented shape", found: "another" })

const isWireProblem = (value: unknown): value is WireProblem =>
  typeof value === "object" && value !== null && "pointer" in value && "expected" in value

/** A field that is one scalar. `read` gets present scalars only; it fails with what was expected instead. */
const tracedScalar = <A>(
  rule: string,
  read: (value: PresentScalar, node: Located) => Result.Result<Traced<A | null>, string>,
  { content = "open", expected = rule, reads }: ScalarOptions
): Wire<Traced<A | null>> =>
  locatedSchema
    .pipe(
      Schema.decodeTo(
        Schema.declare((value): value is Traced<A | null> => value instanceof Traced),
        {
          decode: SchemaGetter.transformEffect((node: Located) => {
            if (isAbsent(node)) return Effect.succeed(readAt<A | null>(null, node, rule))
            const value = node instanceof Cell ? (node.value ?? null) : null
            const result = value === null ? Result.fail(expected) : read(value, node)
            return Effect.fromResult(Result.mapError(result, (wanted) => problem(node, wanted)))
          }),
          encode: encodeNever
        }
      )
    )
    .annotate(ofShape({ kind: "scalar", content, reads }))

interface ScalarOptions extends Pick<ScalarShape, "reads"> {
  readonly content?: ScalarShape["content"]
  /** What an error says was expected; the rule unless given. */
  readonly expected?: string
}

const scalar = <A>(
  rule: string,
  read: (value: PresentScalar) => Result.Result<A, string>,
  content: ScalarShape["content"] = "open"
): Wire<Traced<A | null>> =>
  tracedScalar<A>(rule, (value, node) => Result.map(read(value), (result) => readAt<A | null>(result, node, rule)), {
    content,
    reads: (value) => Result.isSuccess(read(value))
  })

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

const floatingPoint = /^-?\d(\.\d+)?[eE][+-]?\d+$/

const readId = (value: PresentScalar): Result.Result<string | null, string> => {
  const spelling = spelled(value)
  if (spelling === null || floatingPoint.test(spelling) || (typeof value === "number" && !Number.isInteger(value))) {
    return Result.fail("an id")
  }
  return Result.succeed(spelling === "0" || spelling === "--" ? null : spelling)
}

/** An id, exact to the last digit; `0`, `"0"` and `"--"` are absent. A fraction or an exponent fails. */
export const id = scalar<string | null>("id", readId)

/** A code of one of the platform's tables, as text. */
export const code = scalar<string | null>(
  "code",
  readText(() => false)
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
export const seconds: Wire<Traced<number | null>> = locatedSchema
  .pipe(
    Schema.decodeTo(
      Schema.declare((value): value is Traced<number | null> => value instanceof Traced),
      {
        decode: SchemaGetter.transform((node: Located) => {
          const value = node instanceof Cell ? (node.value ?? null) : null
          return readAt<number | null>(value === null ? null : readSeconds(value), node, "a number of seconds")
        }),
        encode: encodeNever
      }
    )
  )
  .annotate(ofShape({ kind: "scalar", content: "open", reads: (value) => readSeconds(value) !== null }))

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
export const flag = scalar<boolean>("a boolean", (value) => {
  const spelling = String(value).toLowerCase()
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

type Fields = Schema.Struct.Fields

/** The node whose children are an object's members; for an absent object one that has none. */
const objectOf = (node: Located, flagKey: string | null): Effect.Effect<Located, SchemaIssue.Issue> => {
  const only = node instanceof LocatedList && node.items.length === 1 ? (node.items[0] ?? node) : node
  if (isAbsent(node) || isAbsent(only)) return Effect.succeed(node)
  if (!(only instanceof LocatedObject)) return Effect.fail(problem(only, "an object"))
  const flagged = flagKey === null ? undefined : only.members.get(flagKey)
  const isEmpty = flagged instanceof Cell && ["false", "0"].includes(String(flagged.value))
  return Effect.succeed(isEmpty ? new Cell(undefined, null, node.pointer) : only)
}

const objectWith = <const F extends Fields>(fields: F, flagKey: string | null) => {
  const keys = Object.keys(fields)
  return locatedSchema
    .pipe(
      Schema.decodeTo(Schema.Struct(fields), {
        decode: SchemaGetter.transformEffect((node: Located) =>
          Effect.map(
            objectOf(node, flagKey),
            (present) => Object.fromEntries(keys.map((key) => [key, childOf(present, key)])) as Schema.Struct.Encoded<F>
          )
        ),
        encode: encodeNever
      })
    )
    .annotate(
      ofShape({
        kind: "object",
        fields: new Map(Object.entries(fields).map(([key, field]) => [key, shapeOf(field)] as const))
      })
    )
}

/** An object. Absent, it has all its fields `null`. Keys that are not named stay unread. */
export const object = <const F extends Fields>(fields: F) => objectWith(fields, null)

/** An object whose key `has_result` says whether it has anything in it. */
export const block = <const F extends Fields>(fields: F) => objectWith(fields, "has_result")

const itemsOf = (node: Located): ReadonlyArray<Located> => {
  if (isAbsent(node)) return []
  if (node instanceof LocatedList) return node.items.filter((item) => !isAbsent(item))
  if (node instanceof LocatedObject && isIndexed(node)) return [...node.members.values()]
  return [node]
}

/** A list. Absent, it is empty. One object is read as a list of one, and PHP's `{"0": …, "1": …}` as a list. */
export const list = <S extends Schema.Codec<unknown, Located>>(item: S) =>
  locatedSchema
    .pipe(
      Schema.decodeTo(Schema.Array(item), {
        decode: SchemaGetter.transform((node: Located) => itemsOf(node) as ReadonlyArray<S["Encoded"]>),
        encode: encodeNever
      })
    )
    .annotate(ofShape({ kind: "list", item: shapeOf(item) }))

/** A list of texts or ids, as a list or as JSON text of a list. */
export const idList: Wire<ReadonlyArray<Traced<string | null>>> = locatedSchema
  .pipe(
    Schema.decodeTo(Schema.Array(id), {
      decode: SchemaGetter.transform((node: Located) => (node instanceof Cell ? itemsOfJsonText(node) : itemsOf(node))),
      encode: encodeNever
    })
  )
  .annotate(
    ofShape({
      kind: "list",
      item: { kind: "scalar", content: "open", reads: (value) => Result.isSuccess(readId(value)), inText: true }
    })
  )

const itemsOfJsonText = (cell: Cell): ReadonlyArray<Located> => {
  if (isAbsent(cell)) return []
  if (typeof cell.value !== "string" || !cell.value.startsWith("[")) return [cell]
  const parsed = readLossless(cell.value)
  const items: Json = Result.isSuccess(parsed) ? parsed.success.value : null
  if (!Array.isArray(items)) return [cell]
  return items.flatMap((item: Json) => (typeof item === "object" ? [] : [new Cell(item, null, cell.pointer)]))
}
