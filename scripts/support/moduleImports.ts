import { parseSync, Visitor } from "oxc-parser"
import { readText } from "./files.ts"

export interface ModuleImport {
  /** As written: `effect/Effect`, `./Money.ts`. */
  readonly specifier: string
  readonly line: number
}

/** Every module that a TypeScript file names: imports, re-exports, dynamic imports and `import("…")` types. */
export const readImports = (path: string): ReadonlyArray<ModuleImport> => importsOf(path, readText(path))

export const importsOf = (path: string, text: string): ReadonlyArray<ModuleImport> => {
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0) throw new Error(`${path} cannot be parsed: ${parsed.errors[0]?.message}`)
  const found: Array<{ readonly specifier: string; readonly start: number }> = []
  const literal = (
    node: { readonly type: string; readonly value?: unknown; readonly start: number } | null | undefined
  ): void => {
    if (node?.type === "Literal" && typeof node.value === "string")
      found.push({ specifier: node.value, start: node.start })
  }
  new Visitor({
    ImportDeclaration: (node) => literal(node.source),
    ExportAllDeclaration: (node) => literal(node.source),
    ExportNamedDeclaration: (node) => literal(node.source),
    ImportExpression: (node) => literal(node.source),
    TSImportType: (node) => literal(node.source)
  }).visit(parsed.program)
  return found.map(({ specifier, start }) => ({ specifier, line: lineAt(text, start) }))
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length

/** The package of a specifier, `null` for a relative one: `@huidan/core`, `effect`, `node:fs`. */
export const packageOf = (specifier: string): string | null => {
  if (specifier.startsWith(".")) return null
  const parts = specifier.split("/")
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier)
}
