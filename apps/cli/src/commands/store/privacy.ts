/** Commands that destroy private texts, show them, or encrypt them anew. Each has its entry in the audit. */
import { Order, type OrderJson } from "@huidan/core"
import { Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { counted } from "../../output/counted.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { jsonText } from "../../output/jsonText.ts"
import { orderText } from "../../output/orderText.ts"
import { printLines } from "../../output/print.ts"
import { type Column, tableLines } from "../../output/table.ts"
import { readAnswer } from "../../readAnswer.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { openReading } from "../../store/openStore.ts"
import { orderName } from "../../store/orderName.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { whoRuns } from "../../store/whoRuns.ts"
import { UsageError } from "../../UsageError.ts"

const commandsNamed = Effect.fnUntraced(function* (settings: Settings, name: string) {
  const configuration = yield* readConfiguration(settings.configurationFile)
  // Nothing is asked of a platform, so no shop is opened.
  return yield* openCommands(configuration, settings, { name, wanted: [], firstDays: null })
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
      const phone = order === null ? yield* readPhone : null
      const { commands } = yield* commandsNamed(settings, "huidan store forget")
      const forgotten = yield* commands.forget({ order, phone, who: whoRuns() })
      yield* printLines([
        settings.json
          ? jsonText(forgotten)
          : `Destroyed the private texts of ${counted(forgotten.orders, "order")} and of ${counted(forgotten.rows, "row")} of the quarantine; amounts and states stay`
      ])
    })
  )

/** Not an argument: arguments are kept in the history of the shell, and other users see them. */
const readPhone = Effect.gen(function* () {
  const phone = (yield* readAnswer("-", "the telephone number")).trim()
  if (phone !== "") return phone
  return yield* new UsageError({
    message: "There is no telephone number",
    advice: "Pipe it in, or give an order's key."
  })
})

export interface RevealInput {
  readonly key: string
}

/** Shows an order with its private texts. */
export const reveal = (input: RevealInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const order = yield* Effect.fromResult(orderName(input.key))
      const { commands } = yield* commandsNamed(settings, "huidan store reveal")
      const revealed = yield* commands.reveal({ order, who: whoRuns() })
      yield* printLines(settings.json || !isOrderJson(revealed) ? [jsonText(revealed)] : orderText(revealed))
    })
  )

const isOrderJson: (value: unknown) => value is OrderJson = Schema.is(Schema.toEncoded(Order))

/** Encrypts all keys with the key of `HUIDAN_STORE_KEY`. */
export const rotateKey = (_input: unknown, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { commands } = yield* commandsNamed(settings, "huidan store rotate-key")
      const rotated = yield* commands.rotateKey({ who: whoRuns() })
      yield* printLines([
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
      const context = yield* openReading(yield* readConfiguration(settings.configurationFile))
      const entries = yield* Effect.mapError(Context.get(context, Store).audit({}, null, input.count), storeFailed)
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
