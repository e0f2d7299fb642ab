import { type Explanation, visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import { chooseShop } from "../configuration/chooseShop.ts"
import { openShop } from "../configuration/openShop.ts"
import { decodableOperation } from "../decodableOperation.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import { tableLines } from "../output/table.ts"
import { Run } from "../Run.ts"
import { readAnswer } from "../readAnswer.ts"
import type { Settings } from "../Settings.ts"
import type { AnswerInput } from "./normalize.ts"

/** Prints where in the answer each canonical field comes from, by which rule, and which keys were not read. */
export const explain = (input: AnswerInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { shop, shopId } = yield* chooseShop(settings, input.platform, input.shop, true)
      yield* decodableOperation(shop.loaded.adapter.manifest, input.operation)
      const { adapter } = yield* openShop(shop, { baseUrl: settings.baseUrl, shopId })
      const explanation = yield* adapter.explain(input.operation, yield* readAnswer(input.file))
      if (explanation.records.some((record) => record.orderId === null)) yield* Run.use((run) => run.count(65))
      yield* printLines(settings.json ? [jsonText(explanation)] : explanationLines(explanation))
    })
  )

const explanationLines = (explanation: Explanation): ReadonlyArray<string> => [
  ...explanation.records.flatMap((record, index) =>
    record.orderId === null
      ? [`Record ${index + 1} was not decoded: \`huidan normalize\` says why`, ""]
      : [
          `Order ${visibleText(record.orderId)}`,
          ...tableLines(
            [{ title: "Field" }, { title: "From" }, { title: "Rule" }],
            record.fields.map(({ path, pointers, rule }) =>
              [path, pointers.length === 0 ? "-" : pointers.join(" "), rule].map(visibleText)
            )
          ),
          ""
        ]
  ),
  explanation.unread.length === 0
    ? "Every key of the answer was read."
    : `Keys of the answer that were not read (${explanation.unread.length}):`,
  ...explanation.unread.map((pointer) => `  ${visibleText(pointer)}`)
]
