/** Promise: no app names an adapter or its platform in code. Apps find adapters by the package names of a configuration. */
import { join, relative } from "node:path"
import { parseSync, Visitor } from "oxc-parser"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readText } from "../support/files.ts"
import { lineAt } from "../support/moduleImports.ts"
import { adaptersOf, exampleAdapters, readWorkspace } from "../support/workspace.ts"

export const namedAdapters: Check = {
  name: "namedAdapters",
  promise: "no app names an adapter or its platform in code",
  run: async (root) => {
    const workspace = readWorkspace(root)
    const adapters = [...adaptersOf(workspace), ...exampleAdapters(root)]
    const platforms = adapters.map((adapter) => adapter.folder.replace("adapter-", ""))
    const apps = workspace.filter((candidate) => candidate.kind === "app")
    return apps.flatMap((app) =>
      filesBelow(join(app.path, "src"))
        .filter((path) => path.endsWith(".ts"))
        .flatMap((path) =>
          namesIn(path, platforms).map(
            ({ line, name }) => `${relative(root, path)}:${line} names ${name}: a third-party adapter must run unedited`
          )
        )
    )
  }
}

/** Texts and identifiers in code, not in comments, that contain a platform's name. */
const namesIn = (
  path: string,
  platforms: ReadonlyArray<string>
): ReadonlyArray<{ readonly line: number; readonly name: string }> => {
  const text = readText(path)
  const found: Array<{ readonly line: number; readonly name: string }> = []
  const look = (word: string, start: number): void => {
    const name = platforms.find((platform) => word.toLowerCase().includes(platform))
    if (name !== undefined) found.push({ line: lineAt(text, start), name })
  }
  new Visitor({
    Literal: (node) => look(typeof node.value === "string" ? node.value : "", node.start),
    TemplateElement: (node) => look(node.value.raw, node.start),
    Identifier: (node) => look(node.name, node.start)
  }).visit(parseSync(path, text).program)
  return found
}

if (import.meta.main) await main(namedAdapters)
