/** Values that could be in the place of another one. */
import { isLiteral, type JsonNode, literal } from "../../twin/json/JsonNode.ts"

/** Likely values first: with one digit changed, with one word changed, and small codes. */
export const otherValuesThan = (node: JsonNode | undefined): ReadonlyArray<JsonNode> => {
  if (typeof node === "boolean") return [!node]
  const spelling = isLiteral(node) ? node.text : node
  if (typeof spelling !== "string") return []
  const others = [...new Set([...digitsChanged(spelling), ...wordsChanged(spelling), `${spelling}x`, ...codes])].filter(
    (other) => other !== spelling
  )
  return isLiteral(node) ? others.filter((other) => /^-?\d[\d.]*$/.test(other)).map(literal) : others
}

/** How many digits or words of a long text are changed. */
const most = 20

/** Without 0: many platforms write 0 for nothing. */
const codes = Array.from({ length: 9 }, (_, digit) => String(digit + 1))

/** The last digit first: the first digits of a time or an id often must not change. */
const digitsChanged = (spelling: string): ReadonlyArray<string> =>
  [...spelling.matchAll(/\d/g)]
    .toReversed()
    .slice(0, most)
    .map(({ 0: digit, index }) => replaced(spelling, index, digit, String((Number(digit) % 9) + 1)))

const wordsChanged = (spelling: string): ReadonlyArray<string> =>
  [...spelling.matchAll(/[\p{L}\p{N}_]+/gu)]
    .slice(0, most)
    .map(({ 0: word, index }) => replaced(spelling, index, word, word === "Y" ? "N" : `${word}x`))

const replaced = (spelling: string, index: number, part: string, other: string): string =>
  `${spelling.slice(0, index)}${other}${spelling.slice(index + part.length)}`
