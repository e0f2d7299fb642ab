/** Promise: every locked dependency comes from a registry and has its SHA-512, and no file says from which registry. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { readText } from "../support/files.ts"
import { exampleAdapters, readWorkspace } from "../support/workspace.ts"

export const lockfile: Check = {
  name: "lockfile",
  promise: "every locked dependency comes from a registry and has its SHA-512, and no file says from which registry",
  run: async (root) => {
    const places = [...readWorkspace(root), ...exampleAdapters(root)].map(({ place }) => place)
    return [
      ...lockfileProblems(textOf(root, "pnpm-lock.yaml")),
      ...configurationFiles
        .filter((file) => /^\s*['"]?(?:@[\w-]+:)?(?:registry|registries)['"]?\s*[:=]/m.test(textOf(root, file)))
        .map((file) => `${file} names a registry: leave that to the machine that installs`),
      ...["", ...places.map((place) => `${place}/`)]
        .map((place) => `${place}package.json`)
        .flatMap((file) => manifestProblems(file, JSON.parse(textOf(root, file) || "{}")))
    ]
  }
}

const configurationFiles = [".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml"]

const textOf = (root: string, file: string): string => (existsSync(join(root, file)) ? readText(join(root, file)) : "")

/** `name@1.2.3`: the version of a package from elsewhere is its address. */
const fromRegistry = /^'?(?:@[\w.~-]+\/)?[\w.~-]+@\d+\.\d+\.\d+(?:[-+][\w.+-]+)?'?$/

const hashed = /^\{integrity: sha512-[A-Za-z0-9+/]{86}==\}$/

export const lockfileProblems = (text: string): ReadonlyArray<string> => {
  const packages = /^packages:\n(?<entries>[\s\S]*?)(?=^\S|(?![\s\S]))/m.exec(text)?.groups?.["entries"] ?? ""
  const entries = packages.split(/^ {2}(?=\S)/m).filter((entry) => entry.trim() !== "")
  if (entries.length === 0) return ["pnpm-lock.yaml locks nothing. Run: pnpm install"]
  return [
    ...entries.flatMap((entry) => {
      const end = entry.search(/:\s*$/m)
      const name = entry.slice(0, end)
      const resolution = /^ {4}resolution: (?<found>.*)$/m.exec(entry)?.groups?.["found"] ?? ""
      return [
        ...(fromRegistry.test(name) ? [] : [`pnpm-lock.yaml: ${name} does not come from a registry`]),
        ...(hashed.test(resolution) ? [] : [`pnpm-lock.yaml: ${name} has no SHA-512, or an address of its own`])
      ]
    }),
    ...[...text.matchAll(/^ +version: (?<source>(?:file|git|https?|git\+\w+|github):\S*)/gm)].map(
      ({ groups }) => `pnpm-lock.yaml: ${groups?.["source"]} does not come from a registry`
    )
  ]
}

const sections = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]

/** A range of versions, or a package of the workspace. */
const range = /^(?:workspace:[\^~*]|[\d^~<>=*.|x\s-][\w^~<>=*.|+\s-]*)$/

export const manifestProblems = (file: string, manifest: unknown): ReadonlyArray<string> => [
  ...sections.flatMap((section) =>
    Object.entries(Object(Object(manifest)[section]))
      .filter(([, wanted]) => !range.test(String(wanted)))
      .map(([name, wanted]) => `${file}: ${name} (${wanted}) is no version: it does not come from a registry`)
  ),
  ...(Object(Object(manifest).publishConfig).registry === undefined ? [] : [`${file} names a registry to publish to`])
]

if (import.meta.main) await main(lockfile)
