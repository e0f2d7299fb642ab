import { existsSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { filesBelow } from "./files.ts"
import { readImports } from "./moduleImports.ts"

/** One relative import between two files of a package. Paths are relative to the package. */
export interface ImportArrow {
  readonly from: string
  readonly to: string
  readonly specifier: string
  readonly line: number
}

/** Every relative import in these folders of a package, imports of types included. */
export const importArrows = (packagePath: string, folders: ReadonlyArray<string>): ReadonlyArray<ImportArrow> =>
  folders
    .flatMap((folder) => filesBelow(join(packagePath, folder)))
    .filter((path) => /\.m?tsx?$/.test(path))
    .flatMap((path) =>
      readImports(path)
        .map(({ line, specifier }) => ({ line, specifier, target: join(dirname(path), specifier) }))
        .filter(({ specifier, target }) => specifier.startsWith(".") && existsSync(target))
        .map(({ line, specifier, target }) => ({
          from: relative(packagePath, path),
          to: relative(packagePath, target),
          specifier,
          line
        }))
    )

/**
 * One circle for each group of files that import each other, as the files along it; the first file is not repeated at
 * the end.
 */
export const circlesIn = (arrows: ReadonlyArray<ImportArrow>): ReadonlyArray<ReadonlyArray<string>> => {
  const next = new Map<string, ReadonlyArray<string>>()
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to])
  const seen = new Set<string>()
  const circles: Array<ReadonlyArray<string>> = []
  for (const start of [...next.keys()].sort()) {
    if (seen.has(start)) continue
    const circle = shortestCircle(start, next)
    if (circle === null) continue
    circles.push(circle)
    for (const file of reachedFrom(start, next)) if (reachedFrom(file, next).has(start)) seen.add(file)
  }
  return circles
}

const shortestCircle = (
  start: string,
  next: ReadonlyMap<string, ReadonlyArray<string>>
): ReadonlyArray<string> | null => {
  const reached = new Set<string>()
  let paths: ReadonlyArray<ReadonlyArray<string>> = [[start]]
  while (paths.length > 0) {
    const longer: Array<ReadonlyArray<string>> = []
    for (const path of paths) {
      for (const file of next.get(path.at(-1) ?? start) ?? []) {
        if (file === start) return path
        if (reached.has(file)) continue
        reached.add(file)
        longer.push([...path, file])
      }
    }
    paths = longer
  }
  return null
}

/** Every file that `start` imports, directly or not. */
const reachedFrom = (start: string, next: ReadonlyMap<string, ReadonlyArray<string>>): ReadonlySet<string> => {
  const reached = new Set<string>()
  const open = [start]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const imported of next.get(file) ?? []) {
      if (reached.has(imported)) continue
      reached.add(imported)
      open.push(imported)
    }
  }
  return reached
}
