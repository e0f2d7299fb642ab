/**
 * Writes each adapter's version into its manifest, the conformance kit's into its source, and the versions of the packages
 * into the dependencies of the examples. `changeset version` changes only the `package.json` of packages.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { repositoryRoot } from "./support/Check.ts"
import { filesBelow } from "./support/files.ts"
import { adaptersOf, readWorkspace } from "./support/workspace.ts"

for (const adapter of adaptersOf(readWorkspace(repositoryRoot))) {
  for (const path of filesBelow(join(adapter.path, "src")).filter((file) => file.endsWith("Manifest.ts"))) {
    writeFileSync(path, readFileSync(path, "utf8").replace(/(?<=^\s*version: ")[^"]*/m, adapter.manifest.version))
  }
}

for (const kit of readWorkspace(repositoryRoot).filter(({ kind }) => kind === "conformance")) {
  const path = join(kit.path, "src/law/kitVersion.ts")
  writeFileSync(path, readFileSync(path, "utf8").replace(/(?<=kitVersion = ")[^"]*/, kit.manifest.version))
}

const versions = new Map(readWorkspace(repositoryRoot).map(({ manifest, name }) => [name, manifest.version]))
for (const path of filesBelow(join(repositoryRoot, "examples")).filter((file) => file.endsWith("/package.json"))) {
  const stamped = readFileSync(path, "utf8").replaceAll(/"(@huidan\/[\w-]+)": "[^"]*"/g, (dependency, name: string) =>
    versions.has(name) ? `"${name}": "^${versions.get(name)}"` : dependency
  )
  writeFileSync(path, stamped)
}
