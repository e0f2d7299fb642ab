import { Accounts } from "@huidan/adapter-kit"
import type { OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { HttpClient } from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { make, type XiaoeOptions } from "../../src/index.ts"
import { type FakePlatform, type FakePlatformOptions, fakePlatform } from "./fakePlatform.ts"

export const credentials = { appId: "app", clientId: "xop1", clientSecret: Redacted.make("s3cret") }

/** Runs calls of an adapter against the fake platform, under virtual time. */
export const run = <A, E>(
  use: (adapter: OrderAdapter, platform: FakePlatform) => Effect.Effect<A, E>,
  platformOptions: FakePlatformOptions = {},
  options: XiaoeOptions = credentials
) =>
  Effect.gen(function* () {
    const platform = fakePlatform(platformOptions)
    yield* TestClock.setTime(Date.parse("2024-06-01T00:00:00Z"))
    const adapter = yield* Effect.provideService(make(options), HttpClient, platform.client)
    const fiber = yield* Effect.forkChild(Effect.result(use(adapter, platform)))
    yield* TestClock.adjust("1 hour")
    return { result: yield* Fiber.join(fiber), asked: platform.asked }
  }).pipe(Effect.provide(Accounts.layer()))
