/**
 * Loads adapters with an edit in one of their files, without a copy: the loader hands out the edited text instead of the
 * file's. (Node strips no types below `node_modules`, so a copy there would not load.)
 */
import { registerHooks } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { TwinDefinition } from "@huidan/conformance"
import type { AdapterPackage } from "@huidan/core"
import { readEdited } from "./applyEdit.ts"
import type { Edit } from "./Edit.ts"

/** The number of an edit in the addresses of its modules: each edit has its own copy of the adapter's modules. */
const parameter = "edit"

interface Loaded {
  /** The address of the adapter's folder. */
  readonly folder: string
  /** The edited texts, by the addresses of their files. */
  readonly texts: ReadonlyMap<string, string>
}

const loaded: Array<Loaded> = []

const numberOf = (address: string | undefined): number | null => {
  const number = address?.startsWith("file:") === true ? new URL(address).searchParams.get(parameter) : null
  return number === null ? null : Number(number)
}

registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context)
    const number = numberOf(context.parentURL)
    const folder = number === null ? undefined : loaded[number]?.folder
    const isOwn = folder !== undefined && resolved.url.startsWith(folder) && !resolved.url.includes("/node_modules/")
    return isOwn && numberOf(resolved.url) === null
      ? { ...resolved, url: `${resolved.url}?${parameter}=${number}` }
      : resolved
  },
  load: (address, context, next) => {
    const number = numberOf(address)
    const text = number === null ? undefined : loaded[number]?.texts.get(address.replace(/\?.*$/, ""))
    return text === undefined
      ? next(address, context)
      : { format: "module-typescript", source: text, shortCircuit: true }
  }
})

/** The edited adapter with its twin. */
export const loadEdited = async (
  edit: Edit,
  root: string
): Promise<{ readonly adapter: AdapterPackage; readonly twin: TwinDefinition }> => {
  const address = (path: string) => pathToFileURL(join(root, edit.adapter, path)).href
  const texts = new Map([...readEdited(edit, root)].map(([file, text]) => [address(file), text]))
  const number = loaded.push({ folder: `${address("")}/`.replace(/\/+$/, "/"), texts }) - 1
  const load = (path: string) => import(`${address(path)}?${parameter}=${number}`)
  const { adapter }: { readonly adapter: AdapterPackage } = await load("src/index.ts")
  const { twin }: { readonly twin: TwinDefinition } = await load("twin/index.ts")
  return { adapter, twin }
}
