/** Values that could stand where another one stands. */
import { isLiteral, type JsonNode, literal } from "../../twin/json/JsonNode.ts"

/** Likely ones first: each digit changed, each word changed, codes that tables begin with. */
export const othersThan = (node: JsonNode | undefined): ReadonlyArray<JsonNode> => {
  if (typeof node === "boolean") return [!node]
  const spelling = isLiteral(node) ? node.text : node
  if (typeof spelling !== "string") return []
  const others = [...new Set([...digitsChanged(spelling), ...wordsChanged(spelling), `${spelling}x`, ...codes])].filter(
    (other) => other !== spelling
  )
  return isLiteral(node) ? others.filter((other) => /^-?\d[\d.]*$/.test(other)).map(literal) : others
}

/** So many of a long text. */
const most = 20

/** 0 is how many platforms say nothing. */
const codes = Array.from({ length: 9 }, (_, digit) => String(digit + 1))

/** The last digit first: the first ones of a time or an id often have to be as they are. */
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
