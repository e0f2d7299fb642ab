import { recordAnswer } from "@huidan/conformance/recording"
import { isJsonArray } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import * as Result from "effect/Result"
import { type Configuration, configurationName, readConfigurationIfAny } from "../configuration/ConfigurationFile.ts"
import { type ChosenShop, chooseShop } from "../configuration/chooseShop.ts"
import { loadAdapter } from "../configuration/loadAdapter.ts"
import { openShop } from "../configuration/openShop.ts"
import { loadShops, type Shop } from "../configuration/selectShops.ts"
import { decodableOperation } from "../decodableOperation.ts"
import { counted } from "../output/counted.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import { readAnswer } from "../readAnswer.ts"
import { checkFree, fixtureNames, type Place, possibleOperations } from "../recording/fixtureTarget.ts"
import { hearAnswer, type WantedAnswer } from "../recording/hearAnswer.ts"
import { knownSecrets } from "../recording/knownSecrets.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"
import { type NotRestored, openFolder } from "../writeTogether.ts"

export interface RecordInput extends WantedAnswer, Place {
  readonly platform: Option.Option<string>
  readonly shop: Option.Option<string>
  /** A package, in place of a configured shop. */
  readonly adapter: Option.Option<string>
  readonly file: Option.Option<string>
}

/** Saves a platform's answer as a fixture, with stand-ins for private text, ids and secrets; prints what it wrote. */
export const record = (input: RecordInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      yield* checkTogether(input)
      const configuration = yield* readConfigurationIfAny(settings.configurationFile)
      const chosen = yield* chosenShop(input, settings, configuration)
      const { manifest } = chosen.shop.loaded.adapter
      if (Option.isSome(input.operation)) yield* decodableOperation(manifest, input.operation.value)
      else if (Option.isSome(input.file)) return yield* whichOperation(manifest.package)
      const { adapter: decoder } = yield* openShop(withoutShopId(chosen.shop), {
        baseUrl: Option.none(),
        shopId: Option.none()
      })
      // Checked before the platform is called, so that a recording that cannot be written costs no call.
      yield* checkFree(input, possibleOperations(input, decoder.manifest))
      const writeTogether = yield* Effect.mapError(openFolder(input.out), notWritten(input))
      const heard =
        Option.isSome(input.file) && Option.isSome(input.operation)
          ? { operation: input.operation.value, body: yield* readAnswer(input.file.value), secrets: [] }
          : yield* hearAnswer(chosen, input, settings, decoder)
      yield* checkFree(input, [heard.operation])
      const shops = configuration === null ? [] : yield* loadShops(configuration)
      const secrets = yield* knownSecrets(configuration, [
        chosen.shop,
        ...shops.flatMap((shop) => (Result.isSuccess(shop) ? [shop.success] : []))
      ])
      const recorded = yield* recordAnswer({
        adapter: decoder,
        operation: heard.operation,
        body: heard.body,
        secrets: [...secrets, ...heard.secrets],
        ids: shopIdsOf(chosen)
      })
      const names = fixtureNames(input, heard.operation)
      const path = yield* Path.Path
      const target = { answer: path.join(input.out, names.answer), records: path.join(input.out, names.records) }
      // The answer comes last: without it, records are not taken for a fixture.
      yield* Effect.mapError(
        writeTogether([
          { name: names.records, text: `${JSON.stringify(recorded.records, null, 2)}\n` },
          { name: names.answer, text: recorded.body }
        ]),
        notWritten(input)
      )
      const count = isJsonArray(recorded.records) ? recorded.records.length : 0
      yield* printLines(
        settings.json
          ? [jsonText({ ...target, operation: heard.operation, records: count, replaced: recorded.replaced })]
          : [
              `Wrote ${target.answer}`,
              `Wrote ${target.records}`,
              `Operation ${heard.operation}, ${counted(count, "record")}, ${counted(recorded.replaced, "stand-in")}.`,
              "Read both before you share them: free text may hold private data that no rule finds."
            ]
      )
    })
  )

/** Fails if arguments contradict each other: one of them would be ignored. */
const checkTogether = ({ adapter, file, order, platform, since, until }: RecordInput) => {
  const wrong =
    Option.isSome(platform) && Option.isSome(adapter)
      ? { message: "Both a shop and --adapter are given", advice: "Give one of them." }
      : Option.isSome(file) && [order, since, until].some(Option.isSome)
        ? {
            message: "With --file the platform is not called",
            advice: "Leave out --order, --since and --until."
          }
        : Option.isSome(order) && [since, until].some(Option.isSome)
          ? { message: "--order names one order, --since and --until a page of many", advice: "Give one or the other." }
          : null
  return wrong === null ? Effect.void : Effect.fail(new UsageError(wrong))
}

const chosenShop = Effect.fnUntraced(function* (
  { adapter, file, platform, shop }: RecordInput,
  settings: Settings,
  configuration: Configuration | null
) {
  if (Option.isSome(platform)) return yield* chooseShop(settings, platform.value, shop, Option.isSome(file))
  if (Option.isNone(adapter) || Option.isNone(file)) {
    return yield* new UsageError({
      message: "There is no answer to record",
      advice: "Name a platform or a shop, or give an answer that you have: --file answer.json --adapter PACKAGE."
    })
  }
  const path = yield* Path.Path
  const configurationPath = configuration?.path ?? path.resolve(configurationName)
  const loaded = yield* loadAdapter(configurationPath, adapter.value)
  const entry = { name: loaded.adapter.manifest.platform, adapter: adapter.value, options: {} }
  return { shop: { entry, loaded }, shopId: shop } satisfies ChosenShop
})

/** A recording replaces the shop's id too, so the fixture must decode without a configured id. */
const withoutShopId = ({ entry, loaded }: Shop): Shop => ({
  entry: {
    ...entry,
    options: Object.fromEntries(
      Object.entries(entry.options ?? {}).filter(([name]) => name !== loaded.adapter.manifest.shopOption)
    )
  },
  loaded
})

const shopIdsOf = ({ shop: { entry, loaded }, shopId }: ChosenShop): ReadonlyArray<string> => {
  const { shopOption } = loaded.adapter.manifest
  const written = shopOption === null ? undefined : entry.options?.[shopOption]
  return [...Option.toArray(shopId), ...(typeof written === "string" ? [written] : [])]
}

const whichOperation = (adapter: string): UsageError =>
  new UsageError({
    message: "An answer in a file does not say which operation gave it",
    advice: `Add --operation with one of the names that \`huidan adapters\` lists for ${adapter}.`
  })

const notWritten =
  ({ out }: Place) =>
  (error: PlatformError | NotRestored): UsageError =>
    error._tag === "NotRestored"
      ? notRestored(error)
      : new UsageError({
          message: `Nothing can be written to the folder ${out} (${error.reason._tag})`,
          advice: "Name another folder with --out."
        })

const notRestored = ({ cause, file, former }: NotRestored): UsageError =>
  new UsageError({
    message: `Half of the recording is written: ${file} cannot be restored (${cause.reason._tag})`,
    advice: former === null ? "Delete it." : `Move ${former} to its place, and delete the folder that it was in.`
  })
