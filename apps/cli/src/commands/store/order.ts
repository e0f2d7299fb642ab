import { visibleText } from "@huidan/core"
import { Store } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { instantJson, instantText } from "../../output/instantText.ts"
import { isOrderJson } from "../../output/isOrderJson.ts"
import { jsonText } from "../../output/jsonText.ts"
import { orderText } from "../../output/orderText.ts"
import { printLines } from "../../output/print.ts"
import { whileWorking } from "../../output/whileWorking.ts"
import { Run } from "../../Run.ts"
import type { Settings } from "../../Settings.ts"
import { openCommands } from "../../store/openCommands.ts"
import { openReading } from "../../store/openStore.ts"
import { orderName } from "../../store/orderName.ts"
import { StoreFailed, storeFailed } from "../../store/StoreFailed.ts"
import { storePath } from "../../store/storeFile.ts"

export interface OrderInput {
  readonly key: string
  readonly now: boolean
}

/** Shows an order of the store, with masked texts; with `now` the platform is asked for it first. */
export const order = (input: OrderInput, settings: Settings) =>
  Effect.gen(function* () {
    const name = yield* Effect.fromResult(orderName(input.key))
    const configuration = yield* readConfiguration(settings.configurationFile)
    if (input.now) {
      const asking = Effect.gen(function* () {
        const { commands } = yield* openCommands(configuration, settings, {
          name: "huidan store order --now",
          wanted: { platform: name.platform, shopId: name.shopId },
          firstDays: null
        })
        return yield* whileWorking("asking the platform", commands.askForOrder(name))
      })
      const { failure } = yield* Effect.scoped(asking)
      if (failure !== null) yield* Run.use((run) => run.report(failure))
    }
    const context = yield* openReading(configuration)
    const view = yield* Effect.mapError(
      Context.get(context, Store).order(name, name.orderId),
      storeFailed(storePath(configuration))
    )
    if (view === null) {
      return yield* new StoreFailed({
        reason: "NotStored",
        exitCode: 65,
        message: `The store does not have the order ${visibleText(input.key)}`,
        advice: `\`huidan store why ${name.platform} ${visibleText(name.orderId)}\` says why.`
      })
    }
    const { changed, version, wanted } = view
    const lines = isOrderJson(view.order) ? orderText(view.order) : [jsonText(view.order)]
    yield* printLines(
      settings.json
        ? [jsonText({ order: view.order, version, changed: instantJson(changed), wanted: instantJson(wanted) })]
        : [
            ...lines,
            "",
            `Version ${version}, stored ${instantText(changed)}${wanted === null ? "" : `; to be asked for again: it changed ${instantText(wanted)}`}`
          ]
    )
  }).pipe(Effect.scoped)
