import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { chooseShop } from "../configuration/chooseShop.ts"
import { openForCalls } from "../configuration/openShop.ts"
import { orderText } from "../output/orderText.ts"
import { printLines } from "../output/print.ts"
import { recordLine } from "../output/recordLine.ts"
import type { Settings } from "../Settings.ts"

export interface GetInput {
  readonly platform: string
  readonly orderId: string
  readonly shop: Option.Option<string>
}

/** Prints one order of a shop. */
export const get = (input: GetInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { shop, shopId } = yield* chooseShop(settings, input.platform, input.shop, false)
      const adapter = yield* openForCalls(shop, { baseUrl: settings.baseUrl, shopId })
      const order = yield* adapter.getOrder(input.orderId)
      yield* printLines(
        settings.json
          ? [recordLine(adapter, order, settings.encode)]
          : orderText(adapter.encode(order, { ...settings.encode, raw: "omit" }))
      )
    })
  )
