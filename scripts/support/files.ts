import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const skipped = new Set(["node_modules", "dist", ".turbo", ".git", "coverage"])

/** The paths of all files below a folder, each beginning with the folder; `[]` if there is no such folder. */
export const filesBelow = (folder: string): ReadonlyArray<string> => {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
}

export const readText = (path: string): string => readFileSync(path, "utf8")

export const readJson = (path: string): unknown => JSON.parse(readText(path))
