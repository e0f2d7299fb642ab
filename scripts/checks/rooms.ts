/** Promise: every adapter has the same files and rooms, one folder for each operation, and its twin has no other folders. */
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { exportedOperations } from "../support/exportedOperations.ts"
import { filesBelow } from "../support/files.ts"
import {
  adaptersOf,
  exampleAdapters,
  readWorkspace,
  templateAdapter,
  type WorkspacePackage
} from "../support/workspace.ts"

/** The files directly in src/. */
const sourceFiles = ["index.ts", "Manifest.ts", "Options.ts", "Auth.ts", "Errors.ts"]

/** What every adapter has. A name that ends in `/` is a folder that is not empty. */
const required = [...sourceFiles.map((file) => `src/${file}`), "twin/index.ts", "fixtures/", "test/", "README.md"]

/** Folders of src/ and twin/ that an adapter may have in addition to those of its operations. */
const optional = ["shared", "push"]

/**
 * Folders that are not named after an operation. Doudian has one order shape for both values of its option `door`, whose
 * operations differ, and it decrypts.
 */
const ownRooms: Readonly<Record<string, ReadonlyArray<string>>> = {
  "packages/adapter-doudian": ["order", "official", "decryption"]
}

export const adapterRooms: Check = {
  name: "rooms",
  promise:
    "every adapter has the same files and rooms, one folder for each operation, and its twin has no other folders",
  run: async (root) =>
    [...adaptersOf(readWorkspace(root)), ...exampleAdapters(root), ...templateAdapter(root)].flatMap((adapter) => [
      ...missing(adapter),
      ...strangers(adapter),
      ...operationRooms(adapter),
      ...twinRooms(adapter)
    ])
}

const missing = ({ path, place }: WorkspacePackage): ReadonlyArray<string> =>
  required
    .filter((room) => {
      const target = join(path, room)
      return !existsSync(target) || (room.endsWith("/") ? filesBelow(target).length === 0 : statSync(target).size === 0)
    })
    .map((room) => `${place} has no ${room}`)

const strangers = ({ path, place }: WorkspacePackage): ReadonlyArray<string> =>
  entriesOf(join(path, "src"), "files")
    .filter((file) => !sourceFiles.includes(file))
    .map((file) => `${place}/src/${file} must be in the folder of an operation, in shared/ or in push/`)

const operationRooms = (adapter: WorkspacePackage): ReadonlyArray<string> => {
  const rooms = operationFolders(adapter)
  if (rooms.length === 0) return [`${adapter.place} has no folder of an operation in src/`]
  return rooms.flatMap((room) => {
    const place = `${adapter.place}/src/${room}/`
    const operations = filesBelow(join(adapter.path, "src", room))
      .filter((path) => path.endsWith(".ts"))
      .flatMap(exportedOperations)
    if (operations.length === 0) return [`${place} exports no operation(…); what operations share is in src/shared/`]
    if (!/^[a-z][A-Za-z0-9]*$/.test(room)) return [`${place} is not named in camel case`]
    const names = operations.filter((name) => name !== null)
    return names.length < operations.length || names.some((name) => isShortNameOf(room, name))
      ? []
      : [`${place} must be named after ${names.join(", ")} in camel case, for example ${exampleOf(names)}`]
  })
}

const twinRooms = (adapter: WorkspacePackage): ReadonlyArray<string> => {
  const known = [...operationFolders(adapter), ...optional, ...(ownRooms[adapter.place] ?? [])]
  return entriesOf(join(adapter.path, "twin"), "folders")
    .filter((room) => !known.includes(room))
    .map((room) => `${adapter.place}/twin/${room}/ has no folder of that name in src/`)
}

const operationFolders = ({ path, place }: WorkspacePackage): ReadonlyArray<string> =>
  entriesOf(join(path, "src"), "folders").filter(
    (room) => !optional.includes(room) && ownRooms[place]?.includes(room) !== true
  )

const entriesOf = (folder: string, wanted: "files" | "folders"): ReadonlyArray<string> =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() === (wanted === "folders"))
        .map(({ name }) => name)
        .sort()
    : []

/** Whether a folder's name is an operation's name in camel case, with words left out: `detail20` for `order.detail@2.0`. */
const isShortNameOf = (room: string, operation: string): boolean => {
  const left = [...wordsOf(operation)]
  return wordsOf(room).every((word) => {
    const index = left.findIndex((one) => one === word || `${one}s` === word)
    left.splice(0, index + 1)
    return index !== -1
  })
}

/** `order.detail@2.0` and `orderDetail20` → order, detail, 20. */
const wordsOf = (name: string): ReadonlyArray<string> =>
  [...name.replaceAll(/(?<=\d)\.(?=\d)/g, "").matchAll(/\d+|[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)].map(([word]) =>
    word.toLowerCase()
  )

const exampleOf = (names: ReadonlyArray<string>): string => {
  const [first = "", ...others] = wordsOf(names[0] ?? "").slice(-2)
  return [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("")
}

if (import.meta.main) await main(adapterRooms)
