import { execFileSync } from "node:child_process"
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { repositoryRoot } from "../../support/Check.ts"
import { withTemporaryFolder } from "../../support/temporaryFolder.ts"

export type Files = Readonly<Record<string, string>>

/** A small repository that passes every check: core, the kit, the conformance kit, one adapter with its twin, and an app. */
export const soundRepository: Files = {
  "package.json": JSON.stringify({ packageManager: "pnpm@12.21.0", devDependencies: { vitest: "1", effect: "4.1.0" } }),
  "packages/core/package.json": manifest("@huidan/core", { peerDependencies: { effect: "^4.1.0" } }),
  "packages/core/src/index.ts": 'import * as Schema from "effect/Schema"\nexport const Text = Schema.String\n',
  "packages/adapter-kit/package.json": manifest("@huidan/adapter-kit", { dependencies: { "@huidan/core": "1" } }),
  "packages/adapter-kit/src/index.ts": 'export * from "@huidan/core"\n',
  "packages/conformance/package.json": manifest("@huidan/conformance", { dependencies: { "@huidan/core": "1" } }),
  "packages/conformance/src/index.ts": 'export * from "@huidan/core"\n',
  "packages/adapter-acme/package.json": manifest("@huidan/adapter-acme", {
    dependencies: { "@huidan/core": "1", "@huidan/adapter-kit": "1" },
    peerDependencies: { "@huidan/conformance": "1" }
  }),
  "packages/adapter-acme/README.md": "# Acme\n",
  "packages/adapter-acme/src/index.ts": 'export * from "./detail20/detail20.ts"\n',
  "packages/adapter-acme/src/Manifest.ts": 'export const manifest = { operations: { "order.detail@2.0": {} } }\n',
  "packages/adapter-acme/src/Options.ts": "export {}\n",
  "packages/adapter-acme/src/Auth.ts": "export {}\n",
  "packages/adapter-acme/src/Errors.ts": "export {}\n",
  "packages/adapter-acme/src/detail20/detail20.ts": `import { operation } from "@huidan/adapter-kit"
import type { Text } from "@huidan/core"
import { manifest } from "../Manifest.ts"
export const detail20 = operation(manifest, "order.detail@2.0", { wire: null as Text })
`,
  "packages/adapter-acme/twin/index.ts": 'import "@huidan/conformance"\nimport "@huidan/core"\n',
  "packages/adapter-acme/fixtures/order.detail.paid.json":
    '{ "order_id": "3418491419818650316", "phone": "138****0000" }\n',
  "packages/adapter-acme/test/acme.test.ts":
    'import "vitest"\nimport "../src/index.ts"\nimport "../twin/index.ts"\nimport "node:fs"\n',
  "apps/cli/package.json": manifest("@huidan/cli", { private: true, dependencies: { "@huidan/core": "1" } }),
  "apps/cli/src/main.ts": 'import "@huidan/core"\nawait import(process.argv[2] ?? "")\n',
  ".changeset/first.md": changeset([
    "@huidan/core",
    "@huidan/adapter-kit",
    "@huidan/conformance",
    "@huidan/adapter-acme"
  ])
}

export function manifest(name: string, sections: object = {}): string {
  return JSON.stringify({ name, version: "1.0.0", type: "module", ...sections })
}

export function changeset(
  names: ReadonlyArray<string>,
  text = "First release: orders of Acme as canonical orders."
): string {
  return `---\n${names.map((name) => `"${name}": minor`).join("\n")}\n---\n\n${text}\n`
}

/** Writes files into a temporary folder that shares this repository's `node_modules`, and calls `use` with it. */
export const withRepository = <A>(files: Files, use: (root: string) => Promise<A>): Promise<A> =>
  withTemporaryFolder("repository", (root) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    symlinkSync(join(repositoryRoot, "node_modules"), join(root, "node_modules"))
    return use(root)
  })

/** Makes the folder a git repository. */
export const initializeGit = (root: string): void => {
  writeFileSync(join(root, ".gitignore"), "node_modules\n")
  execFileSync("git", ["init", "-q"], { cwd: root })
}
