/** Commands that destroy private texts, show them, or encrypt them anew. Each has its entry in the audit. */
import { visibleText } from "@huidan/core"
import { Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { isOrderJson } from "../../output/isOrderJson.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printNote } from "../../output/note.ts"
import { orderText } from "../../output/orderText.ts"
import { printLines } from "../../output/print.ts"
import { type Column, tableLines } from "../../output/table.ts"
import { whileWorking } from "../../output/whileWorking.ts"
import { Run } from "../../Run.ts"
import { readPrivateText } from "../../readPrivateText.ts"
import type { Settings } from "../../Settings.ts"
import type { CommandFailed } from "../../store/CommandFailed.ts"
import { type CommandOptions, openCommands } from "../../store/openCommands.ts"
import { openReading } from "../../store/openStore.ts"
import { orderName } from "../../store/orderName.ts"
import { printWork } from "../../store/printWork.ts"
import { notAskedAgain } from "../../store/refusals.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"
import { whoRuns } from "../../store/whoRuns.ts"

/** `wanted`: the shop whose platform may be called; none if left out. `known`: whichever shops are configured. */
const commandsNamed = Effect.fnUntraced(function* (
  settings: Settings,
  name: string,
  wanted: CommandOptions["wanted"] | "known" = []
) {
  const configuration = yield* readConfiguration(settings.configurationFile)
  const known = configuration.shops.length === 0 ? ([] as const) : null
  const shops = wanted === "known" ? known : wanted
  const opened = (wanted: CommandOptions["wanted"]) =>
    openCommands(configuration, settings, { name, wanted, firstDays: null })
  if (wanted !== "known") return yield* opened(shops)
  // What is to be forgotten is forgotten even if the configuration of the shops has a mistake.
  return yield* Effect.catchTag(opened(shops), "UsageError", () => opened([]))
})

export interface ForgetInput {
  /** The key of an order; `-`: the telephone number is on standard input. */
  readonly key: string
}

/** Destroys the private texts of an order, or of all orders with a telephone number. */
export const forget = (input: ForgetInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const order = input.key === "-" ? null : yield* Effect.fromResult(orderName(input.key))
      const phone = order === null ? Redacted.value(yield* readPrivateText(settings, "the telephone number")) : null
      const { commands } = yield* commandsNamed(settings, "huidan store forget", "known")
      const events = commands.forget({ order, phone, who: whoRuns() })
      yield* printWork(events, "destroying keys", ({ _tag, ...forgotten }) => [
        settings.json
          ? jsonText(forgotten)
          : `Destroyed the private texts of ${counted(forgotten.orders, "order")} and of ${counted(forgotten.rows, "row")} of the quarantine; amounts and states stay`,
        ...(settings.json || forgotten.isLogEmpty ? [] : [logStillHasThem])
      ])
    })
  )

const logStillHasThem =
  "Another program reads the store, so that its log (the file that ends with -wal) can still have encrypted remains of them: `huidan serve` removes them once a day, and so does the last program that closes the store"

export interface RevealInput {
  readonly key: string
  /** Whether only what the store has is shown, and the platform is not asked to decrypt anything. */
  readonly storedOnly: boolean
}

/** Shows an order with its private texts. Ends with the code of the failure if the platform did not decrypt some of them. */
export const reveal = (input: RevealInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const order = yield* Effect.fromResult(orderName(input.key))
      const decrypts = !input.storedOnly
      const { platform, shopId } = order
      const shop = decrypts ? { platform, shopId } : ([] as const)
      const { commands } = yield* commandsNamed(settings, "huidan store reveal", shop)
      const revealed = yield* whileWorking("revealing the order", commands.reveal({ order, who: whoRuns(), decrypts }))
      const shown = revealed.order
      yield* printLines(settings.json || !isOrderJson(shown) ? [jsonText(shown)] : orderText(shown))
      yield* Effect.forEach(revealed.failures, (failure) => reportEncrypted(failure, settings.json), { discard: true })
      const run = yield* Run
      if (revealed.refused !== null) {
        yield* printNote("The platform decrypted nothing", settings.json)
        yield* run.report(revealed.refused)
      }
      if (revealed.notAsked.length > 0) yield* run.report(notAskedAgain(revealed.notAsked))
    })
  )

/** Says that a text is still encrypted, and why. */
const reportEncrypted = Effect.fnUntraced(function* (
  { failure, place }: { readonly failure: CommandFailed; readonly place: string },
  json: boolean
) {
  yield* printNote(`Still encrypted: ${visibleText(place)}`, json)
  yield* Run.use((run) => run.report(failure))
})

/** Encrypts all keys with the key of `HUIDAN_STORE_KEY`. */
export const rotateKey = (_input: unknown, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { commands } = yield* commandsNamed(settings, "huidan store rotate-key")
      const events = commands.rotateKey({ who: whoRuns() })
      yield* printWork(events, "encrypting keys", ({ _tag, ...rotated }) => [
        settings.json
          ? jsonText(rotated)
          : rotated.from.length === 0
            ? `The store needs the key ${rotated.to} only: nothing was to be done`
            : `The store needs the key ${rotated.to} from now on, and no longer ${rotated.from.join(", ")}; ${counted(rotated.orders, "order")} and ${counted(rotated.rows, "row")} encrypted again`
      ])
    })
  )

const auditColumns: ReadonlyArray<Column> = [{ title: "When" }, { title: "Who" }, { title: "Did" }, { title: "With" }]

export interface AuditInput {
  readonly count: number
}

/** Who read or destroyed private texts, the latest first. */
export const audit = (input: AuditInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const context = yield* openReading(configuration)
      const entries = yield* Effect.mapError(
        Context.get(context, Store).audit({}, null, input.count),
        storeFailed(storePath(configuration))
      )
      yield* printLines(
        settings.json
          ? entries.map(({ action, at, subject, who }) => jsonText({ at: instantJson(at), who, action, subject }))
          : tableLines(
              auditColumns,
              entries.map(({ action, at, subject, who }) => [instantText(at), who, action, subject])
            )
      )
    })
  )
