import { parseSync, Visitor } from "oxc-parser"
import { readText } from "./files.ts"

/** The names in the calls `operation(manifest, "name", …)` that a file exports; `null` for one that is not a literal. */
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
