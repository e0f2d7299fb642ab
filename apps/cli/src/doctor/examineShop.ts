/** Calls a shop's platform with as few requests as possible, and returns what that shows. */
import type { AdapterError, OrderAdapter } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import { howToSet, type NeededOption, neededOptions } from "../configuration/neededOptions.ts"
import { type Overrides, openShop, type Secret, secretsOf } from "../configuration/openShop.ts"
import type { Shop } from "../configuration/selectShops.ts"
import { exitCodeOfError } from "../exitCode.ts"
import { Run } from "../Run.ts"
import {
  type CallOutcome,
  type Check,
  callFindings,
  checks,
  clockFinding,
  type Finding,
  failedOutcome,
  isUndecided,
  wellOutcome
} from "./Finding.ts"

/** The findings on one shop, in the order of `checks`; failures count in the run's exit code. */
export const examineShop = (shop: Shop, overrides: Overrides) =>
  Effect.scoped(
    Effect.gen(function* () {
      const run = yield* Run
      const answers = yield* Ref.make<Answers>({ paths: [], skew: null })
      const secrets = yield* secretsOf(shop)
      const opened = yield* Effect.result(openShop(shop, overrides).pipe(watched(answers)))
      if (opened._tag === "Failure") {
        yield* run.count(exitCodeOfError(opened.failure))
        return inOrder([optionsFailed(opened.failure), ...missingFindings(shop, overrides, secrets)])
      }
      const { adapter, given } = opened.success
      const needed = neededOptions(adapter.manifest).flatMap((option) => neededFinding(option, shop, given, secrets))
      const lacks = needed.some(({ status }) => status === "failed")
      if (lacks) yield* run.count(64)
      const outcomes = lacks ? [] : yield* probe(adapter, answers).pipe(watched(answers))
      for (const outcome of outcomes) {
        if (outcome._tag === "failed" || (outcome._tag === "rejected" && isUndecided(outcomes)))
          yield* run.count(exitCodeOfError(outcome.error))
      }
      const { paths, skew } = yield* Ref.get(answers)
      const calls = callFindings(outcomes, paths.length > 0)
      const clock = clockFinding(skew)
      return inOrder([
        ...([...calls, ...needed].some(({ check }) => check === "options") ? [] : [optionsRight]),
        ...needed,
        ...calls.filter(({ check, status }) => check !== "clock" || status === "failed" || clock === null),
        ...(clock === null ? [] : [clock])
      ])
    })
  )

/** A number that no platform gives to an order. */
const impossibleOrder = "1"

/** One call of each kind. Stops after a failure that every call would have. */
const probe = Effect.fnUntraced(function* (adapter: OrderAdapter, answers: Ref.Ref<Answers>) {
  const { getOrder, listOrders } = adapter.manifest.capabilities
  const outcomeOf = <A>(call: Effect.Effect<A, AdapterError>, probing: boolean): Effect.Effect<CallOutcome> =>
    Effect.matchEffect(call, {
      onSuccess: () => Effect.succeed(wellOutcome),
      onFailure: (error) =>
        Effect.map(Ref.get(answers), ({ paths }) => failedOutcome(error, adapter.manifest, { probing, paths }))
    })
  const outcomes: Array<CallOutcome> = []
  if (getOrder) outcomes.push(yield* outcomeOf(adapter.getOrder(impossibleOrder), true))
  const stopped = outcomes.some((outcome) => outcome._tag === "failed" && !ofOneCall.has(outcome.check))
  if (listOrders !== null && !stopped) {
    const until = DateTime.subtractDuration(yield* DateTime.now, Duration.minutes(10))
    const since = DateTime.subtractDuration(until, Duration.minutes(1))
    const pages = adapter.listOrders({ by: listOrders.by[0] ?? "created", since, until })
    outcomes.push(yield* outcomeOf(Stream.runHead(pages), false))
  }
  return outcomes
})

/** Failures of these checks say nothing about other calls. */
const ofOneCall: ReadonlySet<Check> = new Set(["permission", "answer"])

/** Facts about the platform's answers; `skew` in milliseconds, positive: this machine's clock is ahead. */
interface Answers {
  /** The path of each request that was answered. */
  readonly paths: ReadonlyArray<string>
  readonly skew: number | null
}

/** Notes the path of every answer, and compares this machine's clock with its `Date` header. */
const watched =
  (answers: Ref.Ref<Answers>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.gen(function* () {
      const client = HttpClient.transformResponse(yield* HttpClient.HttpClient, (sending) =>
        Effect.tap(sending, (response) =>
          Effect.gen(function* () {
            const date = statedTime(response.headers)
            const now = DateTime.toEpochMillis(yield* DateTime.now)
            const path = URL.parse(response.request.url)?.pathname ?? ""
            yield* Ref.update(answers, ({ paths, skew }) => ({
              paths: [...paths, path],
              skew: Number.isNaN(date) ? skew : now - date
            }))
          })
        )
      )
      return yield* Effect.provideService(effect, HttpClient.HttpClient, client)
    }).pipe(Effect.provide(FetchHttpClient.layer))

/** The header `Date`, unless a cache on the way kept the answer. In milliseconds since 1970, `NaN` without it. */
const statedTime = (headers: Readonly<Record<string, string | undefined>>): number => {
  const date = headers["date"] ?? ""
  return headers["age"] === undefined && date.endsWith(" GMT") ? Date.parse(date) : Number.NaN
}

/** What is to say about an option by the manifest's table; nothing about one that is set in the configuration. */
const neededFinding = (
  needed: NeededOption,
  shop: Shop,
  given: ReadonlySet<string>,
  secrets: ReadonlyArray<Secret>
): ReadonlyArray<Finding> => {
  const { byPushes, calls, isSecret, option } = needed
  const secret = secrets.find((one) => one.option === option)
  if (given.has(option)) return secret === undefined ? [] : [secretFinding(secret)]
  const who =
    calls.length > 0
      ? `${calls.join(", ")} ${calls.length === 1 ? "needs" : "need"} it`
      : byPushes
        ? "only pushes need it"
        : "no call needs it"
  return [
    {
      check: isSecret ? "secrets" : "options",
      status: calls.length > 0 ? "failed" : "note",
      message: `${option} is not set: ${who}`,
      advice: sentence(howToSet(needed, shop.entry, shop.loaded.adapter.manifest.platform))
    }
  ]
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** What is missing, if the options are wrong. Of those that are set nothing is said: they may be what is wrong. */
const missingFindings = (
  shop: Shop,
  { baseUrl, shopId }: Overrides,
  secrets: ReadonlyArray<Secret>
): ReadonlyArray<Finding> => {
  const { manifest } = shop.loaded.adapter
  const given = new Set([
    ...Object.keys(shop.entry.options ?? {}),
    ...secrets.flatMap(({ option, value }) => (value === null ? [] : [option])),
    ...(Option.isSome(baseUrl) ? ["baseUrl"] : []),
    ...(Option.isSome(shopId) && manifest.shopOption !== null ? [manifest.shopOption] : [])
  ])
  return neededOptions(manifest).flatMap((needed) => neededFinding(needed, shop, given, []))
}

const secretFinding = ({ option, variable, variables }: Secret): Finding =>
  variable === null
    ? {
        check: "secrets",
        status: "note",
        message: `${option} is not set`,
        advice: `Set the environment variable ${variables.join(" or ")}.`
      }
    : { check: "secrets", status: "ok", message: `${option} is set by ${variable}`, advice: null }

const optionsRight: Finding = { check: "options", status: "ok", message: "as the adapter expects them", advice: null }

const optionsFailed = (error: AdapterError): Finding => ({
  check: "options",
  status: "failed",
  message: error.message,
  advice: error.advice
})

const inOrder = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  checks.flatMap((check) => findings.filter((finding) => finding.check === check))
