import { assert, describe, it } from "@effect/vitest"
import { SchemaAST } from "effect"
import { fieldLabels, fieldsBelow, type Label, valueLabels } from "../src/index.ts"
import * as Vocabulary from "../src/OrderVocabulary.ts"

const texts = (labels: Readonly<Record<string, Label>>) => ({
  zh: Object.values(labels).map(({ zh }) => zh),
  en: Object.values(labels).map(({ en }) => en)
})

describe("labels", () => {
  it("name every field of an order, and nothing else", () => {
    // The members of a record have no names of their own, so it is not among the fields.
    assert.sameMembers(Object.keys(fieldLabels), [...fieldsBelow("", 12), "/status/raw"])
  })

  it("of two fields differ", () => {
    const { en, zh } = texts(fieldLabels)
    assert.deepStrictEqual([new Set(zh).size, new Set(en).size], [zh.length, en.length])
  })

  it("name every word of every vocabulary", () => {
    const words = Object.entries(Vocabulary).map(([name, { ast }]) => {
      assert.isTrue(SchemaAST.isUnion(ast), name)
      const types = SchemaAST.isUnion(ast) ? ast.types : []
      return [name, types.map((type) => (SchemaAST.isLiteral(type) ? String(type.literal) : ""))] as const
    })
    const labelled = Object.entries(valueLabels).map(([name, labels]) => [name, Object.keys(labels)] as const)
    assert.deepStrictEqual(Object.fromEntries(labelled), Object.fromEntries(words))
  })

  it("of two words of one vocabulary differ, and none is empty", () => {
    for (const labels of Object.values(valueLabels)) {
      const { en, zh } = texts(labels)
      for (const each of [en, zh]) assert.strictEqual(new Set(each).size, each.length, each.join())
    }
    const all = [fieldLabels, ...Object.values(valueLabels)].flatMap((labels) => Object.values(texts(labels)).flat())
    assert.notInclude(all, "")
  })
})
