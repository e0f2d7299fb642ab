import { parseSync, Visitor } from "oxc-parser"
import { lineAt } from "./moduleImports.ts"

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Makes a block test itself: `expression // => value` compares the two, `console.log(…) // => text` compares the printed
 * text. `place` is the block's file and line.
 */
export const instrument = (code: string, place: { readonly path: string; readonly line: number }): string => {
  const parsed = parseSync("block.ts", code)
  const statements: Array<{
    readonly start: number
    readonly end: number
    readonly printed: ReadonlyArray<string> | null
  }> = []
  new Visitor({
    ExpressionStatement: ({ expression }) => {
      statements.push({ start: expression.start, end: expression.end, printed: printedBy(code, expression) })
    }
  }).visit(parsed.program)
  const edits = parsed.comments.flatMap((comment): ReadonlyArray<Edit> => {
    const expected = /^ => ?(.*)$/.exec(comment.value)?.[1]?.trim()
    if (comment.type !== "Line" || expected === undefined) return []
    const line = lineAt(code, comment.start)
    const at = JSON.stringify(`${place.path}:${place.line + line - 1}`)
    const statement = statements.filter(({ end }) => end <= comment.start && lineAt(code, end) === line).at(-1)
    if (statement === undefined)
      return [{ start: comment.start, end: comment.start, text: `/* ${at} compares nothing */` }]
    const { start, end, printed } = statement
    if (printed !== null)
      return [{ start, end, text: `__huidan.printed(${[at, JSON.stringify(expected), ...printed].join(", ")})` }]
    const value = isExpression(expected) ? `() => (${expected})` : JSON.stringify(expected)
    return [{ start, end, text: `__huidan.equal(${at}, ${code.slice(start, end)}, ${value})` }]
  })
  const changed = [...edits]
    .sort((left, right) => right.start - left.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code)
  // On the first line and not above it, so that lines keep their numbers.
  return `import * as __huidan from "./compare.ts"; ${changed}\n`
}

type Expression = Parameters<
  NonNullable<ConstructorParameters<typeof Visitor>[0]["ExpressionStatement"]>
>[0]["expression"]

/** The arguments of `console.log`, as written. */
const printedBy = (code: string, expression: Expression): ReadonlyArray<string> | null => {
  if (
    expression.type !== "CallExpression" ||
    code.slice(expression.callee.start, expression.callee.end) !== "console.log"
  )
    return null
  return expression.arguments.map((argument) => code.slice(argument.start, argument.end))
}

const isExpression = (text: string): boolean => parseSync("expected.ts", `void (${text})`).errors.length === 0

/** The module that an instrumented block imports as `./compare.ts`. */
export const compareModule = `import { format, inspect, isDeepStrictEqual } from "node:util"
import * as Equal from "effect/Equal"

export const equal = (at: string, actual: unknown, expected: string | (() => unknown)): void => {
  const wanted = typeof expected === "string" ? expected : expected()
  const found = typeof expected === "string" ? inspect(actual) : actual
  if (!Equal.equals(found, wanted) && !isDeepStrictEqual(found, wanted)) {
    throw new Error(at + ": expected " + inspect(wanted) + ", found " + inspect(found))
  }
}

export const printed = (at: string, expected: string, ...values: ReadonlyArray<unknown>): void => {
  const found = format(...values).replaceAll(/\\s+/g, " ").trim()
  if (found !== expected) throw new Error(at + ": expected it to print " + expected + ", it printed " + found)
}
`
