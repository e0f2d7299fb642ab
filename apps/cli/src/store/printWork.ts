/** Shows how far a command is that deals with private texts, and its result. */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { counted } from "../output/counted.ts"
import { printLines } from "../output/print.ts"
import { makeProgressLine } from "../output/progressLine.ts"
import type { CommandFailed } from "./CommandFailed.ts"
import type { Forgotten, Rotated, Working } from "./StoreCommands.ts"

/** `doing`: what the command does, `destroying keys`. `done` shows the result. */
export const printWork = Effect.fnUntraced(function* <A extends Forgotten | Rotated>(
  events: Stream.Stream<Working | A, CommandFailed>,
  doing: string,
  done: (result: A) => ReadonlyArray<string>
) {
  const progress = yield* makeProgressLine
  yield* progress.show(doing)
  yield* Stream.runForEach(events, (event) =>
    isWorking(event)
      ? progress.show(`${doing}${workingText(event)}`)
      : Effect.andThen(progress.clear, printLines(done(event)))
  ).pipe(Effect.ensuring(progress.clear))
})

const isWorking = <A extends Forgotten | Rotated>(event: Working | A): event is Working => event._tag === "Working"

/** Nothing before something is counted. */
const workingText = ({ ofOrders, ofRows, orders, rows }: Working): string =>
  [
    ...(ofOrders === 0 ? [] : [`${orders} of ${counted(ofOrders, "order")}`]),
    ...(ofRows === 0 ? [] : [`${rows} of ${counted(ofRows, "row")} of the quarantine`])
  ]
    .map((part, index) => `${index === 0 ? ": " : ", "}${part}`)
    .join("")
