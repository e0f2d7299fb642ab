/**
 * A wire schema is a function that reads one node of an answer, dressed as a schema. The kit calls the function; the
 * schema is there for authors who combine it with schemas of their own.
 */
import type { Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import { describeFound, isLocated, type Located } from "../answer/Located.ts"
import { ofShape, type Shape } from "./Shape.ts"

/** A schema of one part of an answer. */
export type Wire<A> = Schema.Codec<A, Located>

/** What could not be read, and where. `found` names a type and a length, never a value. */
export interface WireProblem {
  readonly pointer: Pointer
  readonly expected: string
  readonly found: string
}

/** Reads a node, or says what is wrong with it. */
export type ReadNode<A> = (node: Located) => Result.Result<A, WireProblem>

export const problemAt = (node: Located, expected: string): WireProblem => ({
  pointer: node.pointer,
  expected,
  found: describeFound(node)
})

const problemAnnotation = "~huidan/problem"

const locatedSchema = Schema.declare(isLocated)
const encodeNever = SchemaGetter.forbidden<Located, unknown>(() => "answers are read, never written")

/**
 * The functions of the schemas that `Wire` made, by their syntax trees. A schema that an author derives from one of them has
 * another tree, so that nothing that he adds is left out.
 */
const readers = new WeakMap<SchemaAST.AST, ReadNode<unknown>>()

/** The schema whose values this function reads. */
export const wireOf = <A>(read: ReadNode<A>, shape: Shape): Wire<A> => {
  const schema = locatedSchema
    .pipe(
      Schema.decodeTo(
        Schema.declare((_value: unknown): _value is A => true),
        {
          decode: SchemaGetter.transformEffect((node: Located) =>
            Effect.fromResult(Result.mapError(read(node), issueOf))
          ),
          encode: encodeNever
        }
      )
    )
    .annotate(ofShape(shape))
  readers.set(schema.ast, read)
  return schema
}

const issueOf = (problem: WireProblem): SchemaIssue.Issue =>
  new SchemaIssue.InvalidValue({
    message: `expected ${problem.expected}, found ${problem.found}`,
    [problemAnnotation]: problem
  })

/** The function of a schema. One that `Wire` did not make is interpreted as schemas are. */
export const readerOf = <A>(schema: Wire<A>): ReadNode<A> => {
  const read = readers.get(schema.ast)
  if (isReader<A>(read)) return read
  const decode = Schema.decodeUnknownResult(schema)
  return (node) => Result.mapError(decode(node), ({ issue }) => firstProblem(issue, node.pointer))
}

const isReader = <A>(read: ReadNode<unknown> | undefined): read is ReadNode<A> => read !== undefined

/** The first problem of a failed decode. */
const firstProblem = (issue: SchemaIssue.Issue, root: Pointer): WireProblem => {
  switch (issue._tag) {
    case "Composite":
    case "AnyOf":
      return issue.issues[0] === undefined ? unnamed(root) : firstProblem(issue.issues[0], root)
    case "Pointer":
    case "Encoding":
    case "Filter":
      return firstProblem(issue.issue, root)
    case "InvalidValue": {
      const named = issue.annotations?.[problemAnnotation]
      return isWireProblem(named) ? named : unnamed(root)
    }
    default:
      return unnamed(root)
  }
}

const unnamed = (pointer: Pointer): WireProblem => ({ pointer, expected: "the documented shape", found: "another" })

const isWireProblem = (value: unknown): value is WireProblem =>
  typeof value === "object" && value !== null && "pointer" in value && "expected" in value
