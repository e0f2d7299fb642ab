import { makeTwin } from "@huidan/conformance"
import * as Effect from "effect/Effect"
import { disagreements, subjectsWithTwins, summarise } from "./twins.ts"

for (const { platform, twin, make } of subjectsWithTwins) {
  const all = []
  for (const seed of [1, 2, 3]) {
    all.push(
      ...(await Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const running = yield* makeTwin(twin, { seed, orders: 100 })
            return yield* disagreements(running, yield* make, seed)
          })
        )
      ))
    )
  }
  console.log(platform, all.length)
  console.log(summarise(all).slice(0, 40).join("\n"))
}
