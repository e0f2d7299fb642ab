import { visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { chooseShop } from "../configuration/chooseShop.ts"
import { type Shop, selectShops } from "../configuration/selectShops.ts"
import { examineShop } from "../doctor/examineShop.ts"
import type { Finding } from "../doctor/Finding.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import type { Settings } from "../Settings.ts"

export interface DoctorInput {
  readonly platform: string
  readonly shop: Option.Option<string>
}

/** Prints what is right and wrong with the shops of a platform, and what to do. */
export const doctor = (input: DoctorInput, settings: Settings) =>
  Effect.gen(function* () {
    const chosen = Option.isSome(input.shop)
      ? [yield* chooseShop(settings, input.platform, input.shop, false)]
      : (yield* selectShops(settings, input.platform)).map((shop) => ({ shop, shopId: Option.none<string>() }))
    for (const { shop, shopId } of chosen) {
      const findings = yield* examineShop(shop, { baseUrl: settings.baseUrl, shopId })
      yield* printLines(settings.json ? [findingsJson(shop, findings)] : findingLines(shop, findings))
    }
  })

const findingsJson = ({ entry, loaded }: Shop, findings: ReadonlyArray<Finding>): string =>
  jsonText({
    shop: entry.name,
    platform: loaded.adapter.manifest.platform,
    adapter: loaded.found.package,
    adapterVersion: loaded.found.version,
    healthy: healthOf(findings),
    findings
  })

const findingLines = ({ entry, loaded }: Shop, findings: ReadonlyArray<Finding>): ReadonlyArray<string> => [
  `Shop ${visibleText(entry.name)} (${loaded.adapter.manifest.platform}, ${loaded.found.package} ${loaded.found.version}): ${verdicts.get(healthOf(findings))}`,
  ...findings.map(({ check, status, message, advice }) => {
    // An adapter's own message ends with its advice.
    const todo = advice === null || message.endsWith(advice) ? "" : `${/[.。]$/.test(message) ? "" : "."} ${advice}`
    return `  ${status.padEnd(11)}${check.padEnd(12)}${visibleText(`${message}${todo}`)}`
  }),
  ""
]

/** `null` if the findings do not show it. */
const healthOf = (findings: ReadonlyArray<Finding>): boolean | null => {
  if (findings.some(({ status }) => status === "failed")) return false
  return findings.some(({ status }) => status === "undecided") ? null : true
}

const verdicts: ReadonlyMap<boolean | null, string> = new Map([
  [true, "healthy"],
  [false, "NOT healthy"],
  [null, "undecided"]
])
