/** Shows what comes of reading shops: where they are while they are read, and a summary of each. */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { counted } from "../output/counted.ts"
import { instantJson, instantText } from "../output/instantText.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import { makeProgressLine } from "../output/progressLine.ts"
import { Run } from "../Run.ts"
import type { CommandFailed } from "./CommandFailed.ts"
import type { Compared, Progress, Read, ReconcileEvent, SyncEvent } from "./StoreCommands.ts"

/** Shows the events, as JSON or not; `done` shows a shop that was dealt with. Shops that failed count in the exit code. */
export const printEvents = Effect.fnUntraced(function* (
  events: Stream.Stream<SyncEvent | ReconcileEvent, CommandFailed>,
  json: boolean,
  done: (event: Read | Compared) => ReadonlyArray<string>
) {
  const run = yield* Run
  const progress = yield* makeProgressLine
  const shown = new Map<string, string>()
  yield* Stream.runForEach(events, (event) =>
    Effect.gen(function* () {
      if (event._tag === "Progress") {
        shown.set(event.shop, progressText(event))
        return yield* progress.show([...shown.values()].join("; "))
      }
      shown.delete(event.shop)
      yield* progress.clear
      if (event._tag === "NotRead") yield* run.report(event.failure)
      else if (event._tag === "Skipped") {
        yield* printLines([
          json ? jsonText({ shop: event.shop, skipped: event.why }) : `${event.shop}: skipped, it ${event.why}`
        ])
      } else yield* printLines(done(event))
    })
  ).pipe(Effect.ensuring(progress.clear))
})

export const printReadings = (events: Stream.Stream<SyncEvent, CommandFailed>, json: boolean) =>
  printEvents(events, json, (event) => (event._tag === "Read" ? [json ? readJson(event) : readText(event)] : []))

const progressText = ({ compared, earlier, rightAsOf, shop, wants }: Progress): string =>
  [
    `${shop}: right as of ${instantText(rightAsOf)}`,
    ...(compared === null
      ? []
      : [
          `${counted(compared.compared, "order")} compared up to ${instantText(compared.settled)}, ${compared.different} differ`
        ]),
    ...(earlier === null ? [] : [`earlier orders up to ${instantText(earlier.settled)}`]),
    ...(wants === 0 ? [] : [`${counted(wants, "order")} to ask for`])
  ].join(", ")

const readText = ({ details, earlier, lists: hasList, live, parked, rightAsOf, shop }: Read): string => {
  const lists = [live, earlier]
  const sum = (count: (list: Read["live"]) => number) => lists.reduce((total, list) => total + count(list), 0)
  const unreadable = sum((list) => list.unreadable)
  return [
    ...(hasList
      ? [
          `${shop}: right as of ${instantText(rightAsOf)} (Shanghai)`,
          `listed ${sum((list) => list.changed + list.unchanged)}`
        ]
      : [`${shop}: has no list, so that only orders that were named are read`]),
    `asked for ${details}`,
    ...(parked === 0 ? [] : [`could not read ${parked}, tried again later`]),
    ...(unreadable === 0 ? [] : [`${unreadable} in quarantine`])
  ].join(", ")
}

const readJson = ({ details, earlier, lists, live, parked, rightAsOf, shop }: Read): string =>
  jsonText({ shop, lists, rightAsOf: instantJson(rightAsOf), live, earlier, details, parked })
