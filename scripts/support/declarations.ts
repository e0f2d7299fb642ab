import {
  type Directive,
  type Expression,
  type ModuleExportName,
  parseSync,
  type Statement,
  type TSTypeName,
  type TSTypeQueryExprName,
  Visitor
} from "oxc-parser"
import { readText } from "./files.ts"

/** One declaration of a `.d.ts` file. */
export interface Declaration {
  readonly name: string
  /** Without comments: a changed comment is not a changed type. */
  readonly text: string
  /** Whether it exists when the program runs: a constant, a function, a class. */
  readonly isValue: boolean
  readonly hasDocComment: boolean
  /** The names in its types. */
  readonly references: ReadonlySet<string>
}

/** A name that a module takes from another: `*` is the whole module. */
export interface Taken {
  readonly source: string
  readonly name: string
}

interface ExportedName {
  /** The name in `source`, or in the module itself if `source` is `null`. */
  readonly local: string
  readonly exported: string
  readonly source: string | null
  readonly typeOnly: boolean
}

interface ExportedModule {
  readonly source: string
  /** `Wire` in `export * as Wire`. */
  readonly namespace: string | null
  readonly typeOnly: boolean
  readonly hasDocComment: boolean
}

/** What a `.d.ts` file declares, takes and exports. */
export interface DeclarationModule {
  readonly declared: ReadonlyMap<string, ReadonlyArray<Declaration>>
  readonly taken: ReadonlyMap<string, Taken>
  readonly names: ReadonlyArray<ExportedName>
  readonly modules: ReadonlyArray<ExportedModule>
  /** Whether the file begins with a doc comment. */
  readonly hasDocComment: boolean
}

export const readDeclarations = (path: string): DeclarationModule => {
  const text = readText(path)
  const { comments, errors, program } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const declared = new Map<string, Array<Declaration>>()
  const taken = new Map<string, Taken>()
  const names: Array<ExportedName> = []
  const modules: Array<ExportedModule> = []

  const hasDocComment = ({ start }: { readonly start: number }): boolean =>
    comments.some(({ end, value }) => value.startsWith("*") && end <= start && text.slice(end, start).trim() === "")

  const bare = (start: number, end: number): string => {
    let position = start
    let found = ""
    for (const comment of comments) {
      if (comment.start < position || comment.end > end) continue
      found += text.slice(position, comment.start)
      position = comment.end
    }
    return (found + text.slice(position, end)).replaceAll(/\n(?:[ \t]*\n)+/g, "\n").replaceAll(/[ \t]+$/gm, "")
  }

  const declare = (statement: Statement | Directive, at: { readonly start: number }): ReadonlyArray<string> => {
    const add = (name: string, isValue: boolean, code: string): string => {
      const declaration = { name, text: code, isValue, hasDocComment: hasDocComment(at), references: namesIn(code) }
      declared.set(name, [...(declared.get(name) ?? []), declaration])
      return name
    }
    const whole = bare(statement.start, statement.end)
    switch (statement.type) {
      case "VariableDeclaration":
        return statement.declarations.flatMap((declarator) =>
          declarator.id.type === "Identifier"
            ? [add(declarator.id.name, true, `declare const ${bare(declarator.start, declarator.end)};`)]
            : []
        )
      case "ClassDeclaration":
      case "FunctionDeclaration":
      case "TSDeclareFunction":
        return statement.id === null ? [] : [add(statement.id.name, true, whole)]
      case "TSEnumDeclaration":
        return [add(statement.id.name, true, whole)]
      case "TSInterfaceDeclaration":
      case "TSTypeAliasDeclaration":
        return [add(statement.id.name, false, whole)]
      default:
        return []
    }
  }

  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      for (const specifier of statement.specifiers) {
        const name = specifier.type === "ImportSpecifier" ? nameOf(specifier.imported) : "*"
        taken.set(specifier.local.name, { source: statement.source.value, name })
      }
    } else if (statement.type === "ExportAllDeclaration") {
      modules.push({
        source: statement.source.value,
        namespace: statement.exported === null ? null : nameOf(statement.exported),
        typeOnly: statement.exportKind === "type",
        hasDocComment: hasDocComment(statement)
      })
    } else if (statement.type === "ExportNamedDeclaration") {
      if (statement.declaration !== null)
        for (const name of declare(statement.declaration, statement))
          names.push({ local: name, exported: name, source: null, typeOnly: false })
      for (const { exported, exportKind, local } of statement.specifiers)
        names.push({
          local: nameOf(local),
          exported: nameOf(exported),
          source: statement.source?.value ?? null,
          typeOnly: statement.exportKind === "type" || exportKind === "type"
        })
    } else declare(statement, statement)
  }
  return { declared, taken, names, modules, hasDocComment: text.startsWith("/**") }
}

const nameOf = (name: ModuleExportName): string => (name.type === "Literal" ? name.value : name.name)

/** The first names of all types, `typeof`s and base classes in a declaration. */
const namesIn = (code: string): ReadonlySet<string> => {
  const found = new Set<string>()
  const first = (node: Expression | TSTypeName | TSTypeQueryExprName): void => {
    if (node.type === "Identifier") found.add(node.name)
    if (node.type === "TSQualifiedName") first(node.left)
  }
  new Visitor({
    TSTypeReference: (node) => first(node.typeName),
    TSTypeQuery: (node) => first(node.exprName),
    TSInterfaceHeritage: (node) => first(node.expression),
    ClassDeclaration: (node) => {
      if (node.superClass !== null) first(node.superClass)
    }
  }).visit(parseSync("code.d.ts", code).program)
  return found
}
