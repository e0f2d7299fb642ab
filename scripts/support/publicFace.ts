import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { type Declaration, type DeclarationModule, readDeclarations } from "./declarations.ts"
import type { WorkspacePackage } from "./workspace.ts"

/** A name that an entry point exports. */
export interface PublicName {
  /** `Order`; for a member of a namespace `Wire.text`. */
  readonly name: string
  readonly isValue: boolean
  readonly hasDocComment: boolean
  /** The package that the name is re-exported from; `null` if it is the package's own. */
  readonly from: string | null
  readonly declarations: ReadonlyArray<Declaration>
}

/** What one entry point of a package exports. */
export interface EntryPoint {
  /** `@huidan/conformance/fixtures` */
  readonly specifier: string
  /** Sorted by name. */
  readonly names: ReadonlyArray<PublicName>
  /** Declarations that these names use and no entry point of the package exports. Sorted by name. */
  readonly hidden: ReadonlyArray<Declaration>
}

/** The entry points of a built package, read from its `.d.ts` files; none if it is not built. */
export const entryPointsOf = ({ manifest, name, path }: WorkspacePackage): ReadonlyArray<EntryPoint> => {
  const { exportsOf, madeOf } = makeReader()
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const types: unknown = Object(target)["types"]
    if (typeof types !== "string" || !existsSync(join(path, types))) return []
    return [{ specifier: `${name}${entry.slice(1)}`, names: [...exportsOf(join(path, types)).values()].sort(byName) }]
  })
  const shown = new Set(entries.flatMap(({ names }) => names.flatMap(({ declarations }) => declarations)))
  return entries.map(({ names, specifier }) => {
    const hidden = new Set<Declaration>()
    for (const { declarations } of names) for (const shownOne of declarations) madeOf(shownOne, shown, hidden)
    return { specifier, names, hidden: [...hidden].sort(byName) }
  })
}

/** Reads each `.d.ts` file once, so that a declaration is the same object wherever it is used. */
const makeReader = () => {
  const modules = new Map<string, DeclarationModule>()
  const read = (file: string): DeclarationModule => {
    const known = modules.get(file) ?? readDeclarations(file)
    modules.set(file, known)
    return known
  }
  const homes = new Map<Declaration, string>()

  /** The exports of a module, each name once: its own names take precedence over those of `export *`. */
  const exportsOf = (file: string): ReadonlyMap<string, PublicName> => {
    const { modules: whole, names } = read(file)
    const found = new Map<string, PublicName>()
    const add = (added: PublicName, typeOnly: boolean): void => {
      if (!found.has(added.name)) found.set(added.name, typeOnly ? { ...added, isValue: false } : added)
    }
    for (const { exported, local, source, typeOnly } of names) {
      for (const part of source === null ? localName(file, local) : takenName(file, source, local))
        add({ ...part, name: exported + part.name.slice(local.length) }, typeOnly)
    }
    for (const { hasDocComment, namespace, source, typeOnly } of whole) {
      const parts = takenName(file, source, "*")
      if (namespace === null) for (const part of parts) if (part.name !== "*" || part.from !== null) add(part, typeOnly)
      if (namespace !== null)
        for (const part of inNamespace(namespace, parts)) add(documented(part, hasDocComment), typeOnly)
    }
    return found
  }

  const localName = (file: string, local: string): ReadonlyArray<PublicName> => {
    const { declared, taken } = read(file)
    const declarations = declared.get(local)
    if (declarations !== undefined) {
      for (const declaration of declarations) homes.set(declaration, file)
      return [
        {
          name: local,
          isValue: declarations.some(({ isValue }) => isValue),
          hasDocComment: declarations.some(({ hasDocComment }) => hasDocComment),
          from: null,
          declarations
        }
      ]
    }
    const from = taken.get(local)
    if (from === undefined) return []
    const parts = takenName(file, from.source, from.name)
    return from.name === "*"
      ? inNamespace(local, parts)
      : parts.map((part) => ({ ...part, name: local + part.name.slice(from.name.length) }))
  }

  /** A name of another module with, for a namespace, its members; `*`: the module's own comment and all its names. */
  const takenName = (file: string, source: string, name: string): ReadonlyArray<PublicName> => {
    if (!source.startsWith(".")) return [{ name, isValue: true, hasDocComment: true, from: source, declarations: [] }]
    const target = join(dirname(file), source.replace(/\.[jt]s$/, ".d.ts"))
    const all = [...exportsOf(target).values()]
    if (name !== "*") return all.filter((part) => part.name === name || part.name.startsWith(`${name}.`))
    const { hasDocComment } = read(target)
    return [{ name, isValue: true, hasDocComment, from: null, declarations: [] }, ...all]
  }

  /** Adds to `hidden` all declarations that this one uses, except those that are `shown` anyway. */
  const madeOf = (declaration: Declaration, shown: ReadonlySet<Declaration>, hidden: Set<Declaration>): void => {
    const file = homes.get(declaration)
    if (file === undefined) return
    for (const found of [...declaration.references].flatMap((name) => localName(file, name))) {
      for (const part of found.declarations) {
        if (shown.has(part) || hidden.has(part)) continue
        hidden.add(part)
        madeOf(part, shown, hidden)
      }
    }
  }
  return { exportsOf, madeOf }
}

const inNamespace = (namespace: string, parts: ReadonlyArray<PublicName>): ReadonlyArray<PublicName> =>
  parts.map((part) => ({ ...part, name: part.name === "*" ? namespace : `${namespace}.${part.name}` }))

/**
 * How many names can be imported as values. A namespace counts as its members, except `Wire`, which counts as one because
 * its members are the types of fields.
 */
export const valuesIn = (names: ReadonlyArray<PublicName>): number => {
  const namespaces = new Set(names.flatMap(({ name }) => (name.includes(".") ? [name.split(".")[0]] : [])))
  namespaces.delete("Wire")
  return names.filter(({ isValue, name }) => isValue && !namespaces.has(name) && !name.startsWith("Wire.")).length
}

const documented = (part: PublicName, hasDocComment: boolean): PublicName =>
  hasDocComment && !part.name.includes(".") ? { ...part, hasDocComment } : part

const byName = (left: { readonly name: string }, right: { readonly name: string }): number =>
  left.name < right.name ? -1 : left.name > right.name ? 1 : 0
