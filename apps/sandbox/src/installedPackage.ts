/** Finds out what is installed next to a configuration: packages, and the copies of `effect` that they use. */
import { readFileSync, realpathSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import type { EffectCopy, Found, Program } from "@huidan/core"
import * as Result from "effect/Result"

/** The package that a module belongs to, with its copy of `effect`. Paths below `folder` are relative to it. */
export const installedPackage = (modulePath: string, name: string, folder: string): Found => {
  const label = labelAbove(modulePath)
  return {
    package: label?.name ?? name,
    version: label?.version ?? "unknown",
    effect: effectOf(modulePath, folder),
    effectRange: label?.effectRange ?? null
  }
}

/** The program that a module belongs to; give its `import.meta.url`. */
export const runningProgram = (moduleUrl: string, folder: string): Program => {
  const path = fileURLToPath(moduleUrl)
  return { package: labelAbove(path)?.name ?? "@huidan/core", effect: effectOf(path, folder) }
}

interface Label {
  readonly name: string
  readonly version: string
  readonly effectRange: string | null
}

/** The nearest package.json that states name and version. */
const labelAbove = (path: string): Label | null => {
  for (const folder of foldersAbove(path)) {
    const { dependencies, name, peerDependencies, version } = readLabel(join(folder, "package.json"))
    if (typeof name !== "string" || typeof version !== "string") continue
    const ranges = [peerDependencies, dependencies].map((section): unknown => Object(section).effect)
    return { name, version, effectRange: ranges.find((range) => typeof range === "string") ?? null }
  }
  return null
}

/** As Node.js looks for it: in the nearest `node_modules` upwards that has it. */
const effectOf = (path: string, folder: string): EffectCopy | null => {
  for (const above of foldersAbove(path)) {
    const place = join(above, "node_modules", "effect")
    const { version } = readLabel(join(place, "package.json"))
    if (typeof version === "string") return { version, path: shownPath(place, folder) }
  }
  return null
}

/** Follows links, so that one copy has one path. */
const shownPath = (place: string, folder: string): string => {
  const real = realpathSync(place)
  const fromFolder = relative(realpathSync(folder), real)
  return fromFolder.startsWith("..") ? real : fromFolder
}

const foldersAbove = (path: string): ReadonlyArray<string> => {
  const folder = dirname(path)
  return folder === path ? [] : [folder, ...foldersAbove(folder)]
}

const readLabel = (file: string): Record<string, unknown> =>
  Result.match(
    Result.try((): unknown => JSON.parse(readFileSync(file, "utf8"))),
    { onSuccess: (label) => ({ ...Object(label) }), onFailure: () => ({}) }
  )
