/** Promise: every adapter has the same rooms, so that whoever knows one finds his way in all. */
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow } from "../support/files.ts"
import { adaptersOf, exampleAdapters, readWorkspace, type WorkspacePackage } from "../support/workspace.ts"

/** `Xxx` stands for the platform, `xiaoe` → `Xiaoe`. A room that ends in `/` is a folder with something in it. */
const rooms = [
  "src/index.ts",
  "src/XxxManifest.ts",
  "src/XxxWire.ts",
  "src/XxxOrder.ts",
  "src/XxxClient.ts",
  "src/XxxAuth.ts",
  "twin/index.ts",
  "fixtures/",
  "test/",
  "README.md"
]

export const adapterRooms: Check = {
  name: "rooms",
  promise: "every adapter has the same rooms, and its source files begin with its platform's name",
  run: async (root) =>
    [...adaptersOf(readWorkspace(root)), ...exampleAdapters(root)].flatMap((adapter) => [
      ...missing(adapter),
      ...strangers(adapter)
    ])
}

const missing = (adapter: WorkspacePackage): ReadonlyArray<string> =>
  rooms
    .map((room) => room.replace("Xxx", prefixOf(adapter)))
    .filter((room) => {
      const path = join(adapter.path, room)
      return !existsSync(path) || (room.endsWith("/") ? filesBelow(path).length === 0 : statSync(path).size === 0)
    })
    .map((room) => `${adapter.place} has no ${room}`)

const strangers = (adapter: WorkspacePackage): ReadonlyArray<string> =>
  filesBelow(join(adapter.path, "src"))
    .map((path) => path.slice(join(adapter.path, "src/").length))
    .filter((path) => path !== "index.ts" && !path.startsWith(prefixOf(adapter)) && !path.includes("/"))
    .map((path) => `${adapter.place}/src/${path} does not begin with ${prefixOf(adapter)}`)

const prefixOf = (adapter: WorkspacePackage): string => {
  const platform = adapter.folder.replace("adapter-", "")
  return platform.charAt(0).toUpperCase() + platform.slice(1)
}

if (import.meta.main) await main(adapterRooms)
