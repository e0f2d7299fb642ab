import { parseSync, Visitor } from "oxc-parser"
import { readText } from "./files.ts"

/** The calls `operation(manifest, "name", …)` in what a file exports, each by the name; `null` if that is not a text. */
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
    CallExpression: ({ arguments: [, name], callee }) => {
      if (depth === 0 || callee.type !== "Identifier" || callee.name !== "operation") return
      names.push(name?.type === "Literal" && typeof name.value === "string" ? name.value : null)
    }
  }).visit(parseSync(path, text).program)
  return names
}
