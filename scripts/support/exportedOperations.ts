import { type Expression, parseSync, Visitor } from "oxc-parser"
import { readText } from "./files.ts"

/**
 * The calls `operation(entry, …)` in what a file exports: each by the name that its entry has in the manifest, `null`
 * if the entry is not written as `….operations["name"]` or `….name`.
 */
export const exportedOperations = (path: string): ReadonlyArray<string | null> => {
  const text = readText(path)
  if (!text.includes("operation(")) return []
  const names: Array<string | null> = []
  let depth = 0
  new Visitor({
    ExportNamedDeclaration: () => {
      depth += 1
    },
    "ExportNamedDeclaration:exit": () => {
      depth -= 1
    },
    CallExpression: ({ arguments: [entry], callee }) => {
      if (depth === 0 || callee.type !== "Identifier" || callee.name !== "operation") return
      names.push(entry === undefined || entry.type === "SpreadElement" ? null : entryName(entry))
    }
  }).visit(parseSync(path, text).program)
  return names
}

const entryName = (entry: Expression): string | null => {
  if (entry.type !== "MemberExpression") return null
  const { property } = entry
  if (property.type === "Literal" && typeof property.value === "string") return property.value
  return property.type === "Identifier" && !entry.computed ? property.name : null
}
