/** What to type next, for each package manager. */
import * as Effect from "effect/Effect"
import * as Path from "effect/Path"
import type { CreatedAdapter } from "./createAdapter.ts"

/** Package managers that the next steps can be printed for. */
export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const
/** One of `packageManagers`. */
export type PackageManager = (typeof packageManagers)[number]

const commands: Readonly<Record<PackageManager, ReadonlyArray<string>>> = {
  npm: ["npm install", "npm test"],
  pnpm: ["pnpm install", "pnpm test"],
  yarn: ["yarn install", "yarn test"],
  bun: ["bun install", "bun run test"]
}

/** The package manager that runs this program, by `npm_config_user_agent`; else npm. */
export const runningPackageManager = (userAgent: string | undefined): PackageManager =>
  packageManagers.find((name) => userAgent?.startsWith(`${name}/`)) ?? "npm"

/** What was written, and the commands to type next in the current folder. */
export const nextSteps = Effect.fnUntraced(function* (created: CreatedAdapter, manager: PackageManager) {
  const path = yield* Path.Path
  const folder = path.relative(path.resolve("."), created.folder)
  return [
    `Wrote ${created.packageName}, ${created.files.length} files in ${created.folder}`,
    "",
    "Next:",
    ...(folder === "" ? [] : [`  cd ${quoted(folder)}`]),
    ...commands[manager].map((command) => `  ${command}`),
    "",
    "The tests pass unchanged. README.md shows the way from here to your platform."
  ]
})

const quoted = (folder: string): string =>
  /^[\w@./-]+$/.test(folder) && !folder.startsWith("-") ? folder : `'${folder.replaceAll("'", `'\\''`)}'`
