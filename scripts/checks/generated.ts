/** Promise: generated pages are current, and every manifest names its own package and version. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { readText } from "../support/files.ts"
import { generatedPages } from "../support/generatedPages.ts"
import { readManifests } from "../support/manifests.ts"

export const generated: Check = {
  name: "generated",
  promise: "generated pages are current, and every manifest names its own package and version",
  run: async (root) => {
    const stale = (await generatedPages(root))
      .filter(({ path, text }) => !existsSync(join(root, path)) || readText(join(root, path)) !== text)
      .map(({ path }) => `${path} is not current. Run: pnpm build && pnpm generate`)
    const mislabelled = (await readManifests(root)).flatMap(({ package: found, manifest }) => [
      ...differs(found.place, "package", manifest.package, found.name),
      ...differs(found.place, "version", manifest.version, found.manifest.version)
    ])
    return [...stale, ...mislabelled]
  }
}

const differs = (place: string, field: string, stated: string, actual: string): ReadonlyArray<string> =>
  stated === actual ? [] : [`${place}: its manifest states the ${field} ${stated}, its package.json ${actual}`]

if (import.meta.main) await main(generated)
