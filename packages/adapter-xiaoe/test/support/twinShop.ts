import { Accounts } from "@huidan/adapter-kit"
import type { OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClientModule from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { make, type XiaoeOptions } from "../../src/index.ts"

/** The address of the twin. */
export const baseUrl = "http://twin.test"

export const twinOptions: XiaoeOptions = {
  baseUrl,
  appId: "appHuidanTwin01",
  clientId: "xopHuidanTwin01",
  clientSecret: Redacted.make("twin-secret-of-nobody")
}

/** Reads the after-sales of each order. */
export const afterSaleOptions: XiaoeOptions = { ...twinOptions, afterSales: true }

/** Uses an adapter over a client, while time goes on. */
export const under = <A, E>(
  client: HttpClientModule.HttpClient,
  own: XiaoeOptions,
  use: (adapter: OrderAdapter) => Effect.Effect<A, E>
) =>
  Effect.gen(function* () {
    const adapter = yield* Effect.provideService(make(own), HttpClientModule.HttpClient, client)
    const fiber = yield* Effect.forkChild(use(adapter))
    while (fiber.pollUnsafe() === undefined) {
      yield* TestClock.adjust("100 millis")
      // Bodies and digests come in real time.
      yield* Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
    }
    return yield* Fiber.join(fiber)
  }).pipe(Effect.provide(Accounts.layer()))
