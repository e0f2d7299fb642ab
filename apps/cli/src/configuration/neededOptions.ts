/** Which options a shop's calls need, by the table of its adapter's manifest, and where each is set. */
import type { AdapterManifest } from "@huidan/core"
import type { ShopEntry } from "./ConfigurationFile.ts"
import { platformVariable, shopVariable } from "./secretVariables.ts"

/** An option that some operation needs, or a secret that none needs. */
export interface NeededOption {
  readonly option: string
  readonly isSecret: boolean
  /** The operations that are called and need it. */
  readonly calls: ReadonlyArray<string>
  /** Whether every operation that is called needs it. */
  readonly byEveryCall: boolean
  /** Whether pushes need it. */
  readonly byPushes: boolean
}

/** The options by the manifest of an adapter as it is configured. */
export const neededOptions = ({ operations, secrets }: AdapterManifest): ReadonlyArray<NeededOption> => {
  const used = Object.entries(operations).filter(([, { use }]) => use !== "decode")
  const called = used.filter(([, { use }]) => use === "call")
  const options = new Set([...used.flatMap(([, { needs }]) => needs), ...secrets])
  return [...options].map((option) => {
    const calls = called.flatMap(([name, { needs }]) => (needs.includes(option) ? [name] : []))
    return {
      option,
      isSecret: secrets.includes(option),
      calls,
      byEveryCall: called.length > 0 && calls.length === called.length,
      byPushes: used.some(([, { needs, use }]) => use === "receive" && needs.includes(option))
    }
  })
}

/** How an option is set, as part of a sentence: a secret in the environment, any other option in the configuration. */
export const howToSet = ({ isSecret, option }: NeededOption, shop: ShopEntry, platform: string): string =>
  isSecret
    ? `set the environment variable ${shopVariable(shop.name, option)} or ${platformVariable(platform, option)}`
    : `set it in the \`options\` of the shop ${shop.name} in the configuration`
