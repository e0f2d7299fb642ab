/** Writes the pages that are made from data. `scripts/checks/generated.ts` checks that they are current. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { repositoryRoot } from "./support/Check.ts"
import { generatedPages } from "./support/generatedPages.ts"

for (const { path, text } of await generatedPages(repositoryRoot)) {
  writeFileSync(join(repositoryRoot, path), text)
  console.log(path)
}
