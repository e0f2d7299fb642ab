/** Damaged answers: a value replaced, a text cut. */
import type { Dice } from "@huidan/conformance"

const garbage: readonly [string, ...ReadonlyArray<string>] = [
  "null",
  '""',
  "[]",
  "{}",
  "true",
  "-1",
  "1.5",
  '"x"',
  '"0.015"',
  '[[1],"2"]',
  '{"a":{"b":1}}',
  `"${"9".repeat(30)}"`,
  "9".repeat(400),
  "1e999",
  "-9007199254740993",
  '"2023-02-30 25:61:61"',
  '"__proto__"'
]

/** Keys with their colon, texts, numbers, words, and the beginnings of objects and lists. */
const valueStart = /"(?:[^"\\]|\\.)*"(?!\s*:)|"(?:[^"\\]|\\.)*"\s*:\s*|-?\d[\d.eE+-]*|true|false|null|[[{]/g

/** The place behind the object or list that begins at `from`. */
const endOfBlock = (text: string, from: number): number => {
  let depth = 0
  for (const { 0: part, index } of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (part === "[" || part === "{") depth += 1
    if (part === "]" || part === "}") depth -= 1
    if (depth === 0) return from + index + 1
  }
  return text.length
}

/** The text with one of its values, chosen by the dice, replaced by something else. */
export const withOtherValue = (body: string, dice: Dice): string => {
  const values = [...body.matchAll(valueStart)].filter(({ 0: part }) => !/^".*:\s*$/s.test(part))
  const chosen = dice.pickFrom(values)
  if (chosen === undefined) return body
  const isBlock = chosen[0] === "{" || chosen[0] === "["
  const end = isBlock ? endOfBlock(body, chosen.index) : chosen.index + chosen[0].length
  return `${body.slice(0, chosen.index)}${dice.pick(garbage)}${body.slice(end)}`
}

/** The text cut, doubled, wrapped, or replaced by something that is not an answer. */
export const withBrokenText = (body: string, dice: Dice): string => {
  const at = dice.between(0, body.length - 1)
  return dice.pick([
    body.slice(0, at),
    `${body.slice(0, at)}\u0007${body.slice(at)}`,
    body.slice(at),
    "",
    "<html><body><h1>502 Bad Gateway</h1></body></html>",
    `[${body}]`,
    JSON.stringify(body),
    "null",
    "{}",
    `${body}${body}`
  ])
}
