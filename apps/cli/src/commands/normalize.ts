import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { chooseShop } from "../configuration/chooseShop.ts"
import { openShop } from "../configuration/openShop.ts"
import { countRecord } from "../countRecord.ts"
import { decodableOperation } from "../decodableOperation.ts"
import { printLines } from "../output/print.ts"
import { recordLine } from "../output/recordLine.ts"
import { readAnswer } from "../readAnswer.ts"
import type { Settings } from "../Settings.ts"

export interface AnswerInput {
  readonly platform: string
  readonly operation: string
  readonly file: string
  readonly shop: Option.Option<string>
}

/** Prints a platform's answer as canonical orders, one JSON object a line, in the answer's order. */
export const normalize = (input: AnswerInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { shop, shopId } = yield* chooseShop(settings, input.platform, input.shop, true)
      yield* decodableOperation(shop.loaded.adapter.manifest, input.operation)
      const { adapter } = yield* openShop(shop, { baseUrl: settings.baseUrl, shopId })
      const records = yield* adapter.decode(input.operation, yield* readAnswer(input.file))
      yield* Effect.forEach(records, (record) => countRecord(record))
      yield* printLines(records.map((record) => recordLine(adapter, record, settings.encode)))
    })
  )
