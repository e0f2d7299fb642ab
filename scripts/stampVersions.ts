/** Writes each adapter's version into its manifest: `changeset version` changes package.json only. */
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
