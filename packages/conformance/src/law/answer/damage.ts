/** Damages answers: values that make no sense, a part of the text, no JSON at all. */
import type { Pointer } from "@huidan/core"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { removeAt, setAt } from "../../twin/json/editJson.ts"
import { type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import type { Dice } from "../../world/Dice.ts"

export interface Damaged {
  readonly body: string
  /** How it was damaged, in words. */
  readonly how: string
}

const garbage: readonly [JsonNode, ...ReadonlyArray<JsonNode>] = [
  null,
  "",
  [],
  {},
  true,
  -1,
  1.5,
  "x",
  "0.015",
  [1, 2],
  [[]],
  { a: { b: 1 } },
  "9".repeat(30),
  literal("9".repeat(400)),
  literal("1e999"),
  literal("-9007199254740993"),
  "\u0000\u001f",
  "\ud800",
  "2023-02-30 25:61:61",
  "constructor",
  "__proto__",
  literal(`${"[".repeat(40)}${"]".repeat(40)}`)
]

/** The tree with one to three of its places removed or replaced. */
export const damageTree = (tree: JsonNode, dice: Dice): Damaged & { readonly tree: JsonNode } => {
  const damages = Array.from({ length: dice.pick([1, 1, 2, 3]) })
  return damages.reduce<Damaged & { readonly tree: JsonNode }>(
    (damaged) => {
      const pointer = dice.pickFrom(nodesOf(damaged.tree).slice(1))?.pointer
      if (pointer === undefined) return damaged
      const value = dice.chance(0.15) ? undefined : dice.pick(garbage)
      const next = value === undefined ? removeAt(damaged.tree, pointer) : setAt(damaged.tree, pointer, value)
      return { tree: next, body: writeJson(next), how: `${damaged.how}${wordsOf(pointer, value)}; ` }
    },
    { tree, body: writeJson(tree), how: "" }
  )
}

const wordsOf = (pointer: Pointer, value: JsonNode | undefined): string =>
  value === undefined ? `nothing at ${pointer}` : `${writeJson(value).slice(0, 40)} at ${pointer}`

/** A body that is hardly an answer any more. */
const damageText = (body: string, dice: Dice): Damaged => {
  const at = dice.between(0, body.length - 1)
  return dice.pick<Damaged>([
    { how: `the text ends after ${at} characters`, body: body.slice(0, at) },
    { how: `a control character after ${at} characters`, body: `${body.slice(0, at)}\u0007${body.slice(at)}` },
    { how: `the first ${at} characters are missing`, body: body.slice(at) },
    { how: "no text", body: "" },
    { how: "an HTML page", body: "<html><body><h1>502 Bad Gateway</h1></body></html>" },
    { how: "a list", body: `[${body}]` },
    { how: "a text", body: JSON.stringify(body) },
    { how: "null", body: "null" },
    { how: "a number", body: "1e400" },
    { how: "an empty object", body: "{}" },
    { how: "twice", body: `${body}${body}` },
    { how: "very deep", body: `${"[".repeat(50_000)}${"]".repeat(50_000)}` },
    { how: "deep objects", body: `${'{"data":'.repeat(20_000)}1${"}".repeat(20_000)}` }
  ])
}

/** The answer with a damaged tree or a damaged text. */
export const damage = (tree: JsonNode, dice: Dice): Damaged =>
  dice.chance(0.25) ? damageText(writeJson(tree), dice) : damageTree(tree, dice)
