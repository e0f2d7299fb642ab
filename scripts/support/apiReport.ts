import { type EntryPoint, entryPointsOf, type PublicName, valuesIn } from "./publicFace.ts"
import type { WorkspacePackage } from "./workspace.ts"

/** Every exported name of a package with its types, `null` if there is none. A change of it is visible in review. */
export const apiReport = (current: WorkspacePackage): string | null => {
  const entries = entryPointsOf(current)
  if (entries.length === 0) return null
  return `${[
    `# API of ${current.name}`,
    "<!-- Made from the built declarations by `pnpm build && pnpm generate`. A change here is a change for users. -->",
    ...entries.flatMap(sectionOf)
  ].join("\n\n")}\n`
}

const sectionOf = ({ hidden, names, specifier }: EntryPoint): ReadonlyArray<string> => {
  const foreign = names.filter(({ from }) => from !== null)
  const namespaces = [...new Set(names.flatMap(({ name }) => (name.includes(".") ? [name.replace(/\..*/, "")] : [])))]
  const own = names.filter(({ from, name }) => from === null && !name.includes(".") && !namespaces.includes(name))
  return [
    `## \`${specifier}\``,
    `${names.length} names, ${valuesIn(names)} of them values.`,
    ...codeOf(own),
    ...namespaces.flatMap((namespace) => [
      `### \`${namespace}\``,
      ...codeOf(names.filter(({ name }) => name.startsWith(`${namespace}.`)))
    ]),
    ...(foreign.length === 0
      ? []
      : ["### From other packages", foreign.map(({ from, name }) => `- \`${name}\` of \`${from}\``).join("\n")]),
    ...(hidden.length === 0
      ? []
      : ["### Not exported, but part of these types", fenced(hidden.map(({ text }) => text))])
  ]
}

const codeOf = (names: ReadonlyArray<PublicName>): ReadonlyArray<string> =>
  names.length === 0
    ? []
    : [
        fenced(
          names.map(({ declarations, hasDocComment, name }) => {
            const renamed = declarations.every((declaration) => declaration.name === name.replace(/.*\./, ""))
              ? []
              : [`// exported as ${name}`]
            const mark = hasDocComment ? [] : ["// no doc comment"]
            return [...mark, ...renamed, ...declarations.map(({ text }) => text)].join("\n")
          })
        )
      ]

const fenced = (texts: ReadonlyArray<string>): string => `\`\`\`ts\n${texts.join("\n\n")}\n\`\`\``
