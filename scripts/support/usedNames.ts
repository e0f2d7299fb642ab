import { type MemberExpression, parseSync, type TSQualifiedName, Visitor } from "oxc-parser"

/** The names of a package that a file uses: imported names and members of namespaces, for example `Wire` and `Wire.text`. */
export const usedNames = (path: string, code: string, packageName: string): ReadonlySet<string> => {
  const { errors, program } = parseSync(path, code)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  /** Local names, each with its name in the package; the empty text stands for the package as a whole. */
  const locals = new Map<string, string>()
  const used = new Set<string>()
  const member = (node: MemberExpression | TSQualifiedName): void => {
    const path = pathOf(node)
    const known = path === null ? undefined : locals.get(path.object)
    if (path !== null && known !== undefined) used.add(known === "" ? path.member : `${known}.${path.member}`)
  }
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration" && statement.source.value === packageName) {
      for (const specifier of statement.specifiers) {
        const name =
          specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier"
            ? specifier.imported.name
            : ""
        locals.set(specifier.local.name, name)
        if (name !== "") used.add(name)
      }
    }
    if (statement.type === "ExportNamedDeclaration" && statement.source?.value.startsWith(packageName) === true) {
      const namespace = statement.source.value.slice(packageName.length + 1)
      for (const { local } of statement.specifiers)
        if (local.type === "Identifier") used.add(namespace === "" ? local.name : `${namespace}.${local.name}`)
    }
  }
  new Visitor({ MemberExpression: member, TSQualifiedName: member }).visit(program)
  return used
}

/** `Wire.text` → Wire and text; `Kit.Wire.text` → Kit and Wire.text. */
const pathOf = (
  node: MemberExpression | TSQualifiedName
): { readonly object: string; readonly member: string } | null => {
  const [object, property] = node.type === "TSQualifiedName" ? [node.left, node.right] : [node.object, node.property]
  if (property.type !== "Identifier" || (node.type === "MemberExpression" && node.computed)) return null
  if (object.type === "Identifier") return { object: object.name, member: property.name }
  if (object.type !== "MemberExpression" && object.type !== "TSQualifiedName") return null
  const above = pathOf(object)
  return above === null ? null : { object: above.object, member: `${above.member}.${property.name}` }
}
