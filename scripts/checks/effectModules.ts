/** Promise: core uses only what effect declares stable, and no library imports effect's barrel, which is slow to load. */
import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { parseSync, Visitor } from "oxc-parser"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readText } from "../support/files.ts"
import { lineAt, readImports } from "../support/moduleImports.ts"
import { exampleAdapters, readWorkspace } from "../support/workspace.ts"

export const effectModules: Check = {
  name: "effectModules",
  promise: "core uses only what effect declares stable, and no library imports effect's barrel",
  run: async (root) => {
    const libraries = [...readWorkspace(root), ...exampleAdapters(root)].filter(({ kind }) => kind !== "app")
    const files = libraries.flatMap((library) =>
      ["src", "twin"].flatMap((room) => filesBelow(join(library.path, room))).map((path) => ({ library, path }))
    )
    return files
      .filter(({ path }) => path.endsWith(".ts"))
      .flatMap(({ library, path }) => {
        const at = relative(root, path)
        const barrels = readImports(path)
          .filter(({ specifier }) => specifier === "effect")
          .map(({ line }) => `${at}:${line} imports the barrel effect: import the module, for example effect/Effect`)
        return library.kind === "core" ? [...barrels, ...unstableUses(root, path)] : barrels
      })
  }
}

const unstableUses = (root: string, path: string): ReadonlyArray<string> => {
  const text = readText(path)
  const { program } = parseSync(path, text)
  const at = relative(root, path)
  const problems: Array<string> = []
  const modules = new Map<string, string>()
  const look = (module: string, name: string, start: number): void => {
    if (unstableNames(root, module).has(name))
      problems.push(`${at}:${lineAt(text, start)} uses ${module}.${name}, which effect does not call stable`)
  }
  new Visitor({
    ImportDeclaration: (node) => {
      const module = node.source.value
      if (!module.startsWith("effect/")) return
      if (!isStableModule(root, module))
        problems.push(`${at}:${lineAt(text, node.start)} imports ${module}, which effect does not call stable`)
      for (const specifier of node.specifiers) {
        if (specifier.type === "ImportNamespaceSpecifier") modules.set(specifier.local.name, module)
        if (specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier")
          look(module, specifier.imported.name, specifier.start)
      }
    },
    MemberExpression: (node) => {
      const module = node.object.type === "Identifier" ? modules.get(node.object.name) : undefined
      if (module !== undefined && !node.computed && node.property.type === "Identifier")
        look(module, node.property.name, node.start)
    },
    TSQualifiedName: (node) => {
      const module = node.left.type === "Identifier" ? modules.get(node.left.name) : undefined
      if (module !== undefined) look(module, node.right.name, node.start)
    }
  }).visit(program)
  return problems
}

const declarations = new Map<string, string>()

const declarationOf = (root: string, module: string): string => {
  const path = join(root, "node_modules", "effect", "dist", `${module.replace("effect/", "")}.d.ts`)
  const known = declarations.get(path)
  if (known !== undefined) return known
  const text = existsSync(path) ? readText(path) : ""
  declarations.set(path, text)
  return text
}

const isStableModule = (root: string, module: string): boolean =>
  /@stability (\w+)/.exec(declarationOf(root, module))?.[1] === "stable"

const unstableNames = (root: string, module: string): ReadonlySet<string> =>
  new Set(
    [
      ...declarationOf(root, module).matchAll(
        /@stability (?:unstable|experimental)(?:(?!\*\/)[\s\S])*\*\/\s*export (?:declare )?(?:abstract )?\w+ (\w+)/g
      )
    ].map((match) => match[1] ?? "")
  )

if (import.meta.main) await main(effectModules)
