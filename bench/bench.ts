/** Runs one benchmark by name: `pnpm bench quota`. The exit code is 0 if the results are good enough. */
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

const folder = import.meta.dirname
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && entry.name !== "bench.ts")
  .map((entry) => entry.name.replace(/\.ts$/, ""))

const [name = ""] = process.argv.slice(2)
const file = join(folder, `${name}.ts`)
if (names.includes(name) && existsSync(file)) await import(pathToFileURL(file).href)
else {
  console.error(`Name a benchmark: ${names.map((one) => `pnpm bench ${one}`).join(", ")}`)
  process.exitCode = 2
}
