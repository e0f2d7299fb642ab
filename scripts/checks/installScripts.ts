/** Promise: no dependency runs code when it is installed, except the reviewed ones, and no package here does. */
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { readText } from "../support/files.ts"
import { type InstalledDependency, installedDependencies } from "../support/installedDependencies.ts"
import { exampleAdapters, readWorkspace } from "../support/workspace.ts"

const installSteps = ["preinstall", "install", "postinstall"]

/** Each with what its script does. `allowBuilds` in pnpm-workspace.yaml must name the same. */
const reviewed: ReadonlyMap<string, string> = new Map([
  ["node", "Installs the package with the program for this system, from the registry like every other."]
])

export const installScripts: Check = {
  name: "installScripts",
  promise: "no dependency runs code when it is installed, except the reviewed ones, and no package here does",
  run: async (root) => {
    const installed = installedDependencies(root)
    return [
      ...(installed.length === 0 ? ["Nothing is installed. Run: pnpm install"] : installScriptProblems(installed)),
      ...allowedBuildProblems(readText(join(root, "pnpm-workspace.yaml"))),
      ...[...readWorkspace(root), ...exampleAdapters(root)].flatMap(({ manifest, place }) =>
        stepsOf(Object(manifest).scripts).map((step) => `${place}/package.json has the script ${step}: remove it`)
      )
    ]
  }
}

export const installScriptProblems = (dependencies: ReadonlyArray<InstalledDependency>): ReadonlyArray<string> =>
  dependencies
    .filter(({ isBuilt, name, scripts }) => (isBuilt || stepsOf(scripts).length > 0) && !reviewed.has(name))
    .map(({ isBuilt, name, scripts, version }) => {
      const what = [...stepsOf(scripts), ...(isBuilt ? ["binding.gyp"] : [])].join(", ")
      return `${name}@${version} runs code when it is installed (${what}). Use another package, or read it and add it to scripts/checks/installScripts.ts`
    })

const stepsOf = (scripts: unknown): ReadonlyArray<string> =>
  installSteps.filter((step) => typeof Object(scripts)[step] === "string")

/** `allowBuilds` is what pnpm goes by, so it must name the reviewed packages and no others. */
export const allowedBuildProblems = (workspaceYaml: string): ReadonlyArray<string> => {
  const section = /^allowBuilds:\n(?<entries>(?: +.*\n?)*)/m.exec(workspaceYaml)?.groups?.["entries"] ?? ""
  const allowed = [...section.matchAll(/^ +['"]?([^'":]+)['"]?: *true *$/gm)].map(([, name]) => name ?? "")
  return [
    ...allowed
      .filter((name) => !reviewed.has(name))
      .map((name) => `pnpm-workspace.yaml lets ${name} run code, which is not in scripts/checks/installScripts.ts`),
    ...(/^dangerouslyAllowAllBuilds: *true/m.test(workspaceYaml)
      ? ["pnpm-workspace.yaml lets all packages run code"]
      : [])
  ]
}

if (import.meta.main) await main(installScripts)
