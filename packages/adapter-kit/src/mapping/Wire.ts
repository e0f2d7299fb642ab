/**
 * Schemas of answers as platforms send them: lenient in shape, strict in meaning.
 *
 * PHP-style answers are normal: `[]`, `{}`, `null` or `""` for an absent object, `null` for an absent list, a list of
 * one for an object, numbers as text and text as numbers. All of them decode. What cannot be understood fails at its
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
  isLocated,
  type Located,
  LocatedList,
  LocatedObject,
  type Scalar
} from "../answer/Located.ts"
import { parseLossless } from "../answer/LosslessJson.ts"
import { readAt, Traced } from "./Traced.ts"

/** A schema of one part of an answer. */
export type Wire<A> = Schema.Codec<A, Located>

/** What could not be understood, and where. `found` names a type and a length, never a value. */
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

/** A field that is one scalar. `read` sees present scalars only. */
const scalar = <A>(
  rule: string,
  read: (value: Exclude<Scalar, null>, cell: Cell) => Result.Result<A, string>
): Wire<Traced<A | null>> =>
  locatedSchema.pipe(
    Schema.decodeTo(
      Schema.declare((value): value is Traced<A | null> => value instanceof Traced),
      {
        decode: SchemaGetter.transformEffect((node: Located) => {
          if (isAbsent(node)) return Effect.succeed(readAt<A | null>(null, node.pointer, rule))
          if (!(node instanceof Cell) || node.value === undefined || node.value === null)
            return Effect.fail(problem(node, rule))
          const result = read(node.value, node)
          return Result.isSuccess(result)
            ? Effect.succeed(readAt<A | null>(result.success, node.pointer, rule))
            : Effect.fail(problem(node, result.failure))
        }),
        encode: encodeNever
      }
    )
  )

const spelled = (value: Exclude<Scalar, null>): string | null => (typeof value === "boolean" ? null : String(value))

const textWith = (rule: string, absent: (text: string) => boolean): Wire<Traced<string | null>> =>
  scalar<string | null>(rule, (value) => {
    const text = spelled(value)
    if (text === null) return Result.fail("text")
    return Result.succeed(absent(text) ? null : text)
  })

/** Text as it stands; `""` is absent. */
export const text = textWith("text", () => false)

/** A name: `"--"` and `"-"` are absent too. */
export const name = textWith("name", (value) => value === "--" || value === "-")

const floatingPoint = /^-?\d(\.\d+)?[eE][+-]?\d+$/

/** An id, exact to the last digit; `0`, `"0"` and `"--"` are absent. A fraction or an exponent is no id. */
export const id = scalar<string | null>("id", (value) => {
  const spelling = spelled(value)
  if (spelling === null || floatingPoint.test(spelling) || (typeof value === "number" && !Number.isInteger(value))) {
    return Result.fail("an id")
  }
  return Result.succeed(spelling === "0" || spelling === "--" ? null : spelling)
})

/** A code of one of the platform's tables, as text. */
export const code = textWith("code", () => false)

/** A whole number. */
export const integer = scalar<number>("a whole number", (value) => parseMoney(spelled(value) ?? "", 0))

/** An amount that the platform counts in minor units (分). */
export const fen = scalar<number>("an amount in fen", (value) => parseMoney(spelled(value) ?? "", 0))

/** An amount that the platform writes in yuan (元), as text or number → fen. More than two decimal places fail. */
export const yuan = scalar<number>("an amount in yuan", (value) => parseMoney(spelled(value) ?? "", 2))

/** Percent (`"40.0000"` is 40 %) in hundredths of a percent; `null` with a warning where that is no whole number. */
export const percent: Wire<Traced<number | null>> = locatedSchema.pipe(
  Schema.decodeTo(
    Schema.declare((value): value is Traced<number | null> => value instanceof Traced),
    {
      decode: SchemaGetter.transformEffect((node: Located) => {
        const rule = "a percentage in basis points"
        if (isAbsent(node)) return Effect.succeed(readAt<number | null>(null, node.pointer, rule))
        const spelling = node instanceof Cell ? (spelled(node.value ?? "") ?? "") : ""
        if (!/^-?\d{1,9}(\.\d+)?$/.test(spelling)) return Effect.fail(problem(node, "a percentage"))
        const points = parseMoney(spelling, 2)
        return Effect.succeed(
          Result.isSuccess(points)
            ? readAt<number | null>(points.success, node.pointer, rule)
            : readAt<number | null>(null, node.pointer, rule).doubt(
                "type_drift",
                "the rate is no whole number of basis points"
              )
        )
      }),
      encode: encodeNever
    }
  )
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

/** Unix seconds; 0 is unset. */
export const unixSeconds = scalar<DateTime.Utc | null>("unix seconds", (value) =>
  Result.flatMap(parseMoney(spelled(value) ?? "", 0), parseUnixSeconds)
)

/** Text of a person, which the platform sends plain. */
export const privateText = scalar<PrivateText | null>("private text", (value) => {
  const plain = spelled(value)
  if (plain === null) return Result.fail("text")
  return Result.succeed(plain === "--" || plain === "-" ? null : plainText(plain))
})

type Fields = Schema.Struct.Fields

const emptyObject = (pointer: Pointer): LocatedObject => new LocatedObject(pointer, new Map())

const objectOf = (node: Located, flagKey: string | null): Effect.Effect<Located, SchemaIssue.Issue> => {
  if (isAbsent(node)) return Effect.succeed(emptyObject(node.pointer))
  const only = node instanceof LocatedList && node.items.length === 1 ? node.items[0] : node
  if (only === undefined || isAbsent(only)) return Effect.succeed(emptyObject(node.pointer))
  if (!(only instanceof LocatedObject)) return Effect.fail(problem(only, "an object"))
  if (flagKey !== null) {
    const present = only.members.get(flagKey)
    if (present instanceof Cell && ["false", "0"].includes(String(present.value)))
      return Effect.succeed(emptyObject(node.pointer))
  }
  return Effect.succeed(only)
}

const objectWith = <const F extends Fields>(fields: F, flagKey: string | null) => {
  const keys = Object.keys(fields)
  return locatedSchema.pipe(
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
}

/** An object. Absent, it has all its fields `null`. Keys that are not named stay unread. */
export const object = <const F extends Fields>(fields: F) => objectWith(fields, null)

/** An object whose key `has_result` says whether it holds anything. */
export const block = <const F extends Fields>(fields: F) => objectWith(fields, "has_result")

const digits = /^\d+$/

const itemsOf = (node: Located): ReadonlyArray<Located> => {
  if (isAbsent(node)) return []
  if (node instanceof LocatedList) return node.items.filter((item) => !isAbsent(item))
  if (node instanceof LocatedObject && [...node.members.keys()].every((key) => digits.test(key)))
    return [...node.members.values()]
  return [node]
}

/** A list. Absent, it is empty; one object stands for a list of one, and PHP's `{"0": …, "1": …}` for a list. */
export const list = <S extends Schema.Codec<unknown, Located>>(item: S) =>
  locatedSchema.pipe(
    Schema.decodeTo(Schema.Array(item), {
      decode: SchemaGetter.transform((node: Located) => itemsOf(node) as ReadonlyArray<S["Encoded"]>),
      encode: encodeNever
    })
  )

/** A list of texts or ids, as a list or as JSON text of a list. */
export const idList: Wire<ReadonlyArray<Traced<string | null>>> = locatedSchema.pipe(
  Schema.decodeTo(Schema.Array(id), {
    decode: SchemaGetter.transform((node: Located) => (node instanceof Cell ? itemsOfJsonText(node) : itemsOf(node))),
    encode: encodeNever
  })
)

const itemsOfJsonText = (cell: Cell): ReadonlyArray<Located> => {
  if (isAbsent(cell)) return []
  if (typeof cell.value !== "string" || !cell.value.startsWith("[")) return [cell]
  const parsed = parseLossless(cell.value)
  const items: Json = Result.isSuccess(parsed) ? parsed.success.value : null
  if (!Array.isArray(items)) return [cell]
  return items.flatMap((item: Json) => (typeof item === "object" ? [] : [new Cell(cell.pointer, item)]))
}
