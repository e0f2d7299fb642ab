/** The flags that every command takes. */
import * as Config from "effect/Config"
import * as Flag from "effect/cli/Flag"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { NamedFile, Settings } from "./Settings.ts"
import { UsageError } from "./UsageError.ts"

const Configuration = GlobalFlag.Setting("config")({
  flag: Flag.String("config").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription(
      "Configuration file (default: HUIDAN_CONFIG, or the nearest huidan.config.json in this folder or above)"
    ),
    Flag.optional
  )
})

const Json = GlobalFlag.Setting("json")({
  flag: Flag.Boolean("json").pipe(
    Flag.withDescription("One JSON object per line; an error as one JSON object"),
    Flag.withDefault(false)
  )
})

const Reveal = GlobalFlag.Setting("reveal")({
  flag: Flag.Boolean("reveal").pipe(
    Flag.withDescription("Show private text (names, phone numbers, addresses, codes)"),
    Flag.withDefault(false)
  )
})

const BaseUrl = GlobalFlag.Setting("base-url")({
  flag: Flag.String("base-url").pipe(
    Flag.withMetavar("URL"),
    Flag.withDescription("Use this address instead of the platform's"),
    Flag.optional
  )
})

const Raw = GlobalFlag.Setting("raw")({
  flag: Flag.Literals("raw", ["omit", "masked", "full"]).pipe(
    Flag.withDescription("The platform's own answer in JSON (default: masked, with --reveal full)"),
    Flag.optional
  )
})

export const globalFlags = [Configuration, Json, Reveal, BaseUrl, Raw] as const

/** The values of the flags. Fails if they contradict each other. */
export const settings = Effect.gen(function* () {
  const reveal = yield* Reveal
  const raw = Option.getOrElse(yield* Raw, () => (reveal ? "full" : "masked"))
  if (raw === "full" && !reveal) {
    return yield* new UsageError({
      message: "--raw full shows private text, which needs --reveal",
      advice: "Add --reveal, or use --raw masked."
    })
  }
  const baseUrl = yield* BaseUrl
  if (Option.isSome(baseUrl) && !isHttpUrl(baseUrl.value)) {
    return yield* new UsageError({
      message: "--base-url is not an http or https address",
      advice: "Write it like http://127.0.0.1:8080."
    })
  }
  const ofEnvironment = yield* Effect.orDie(Config.option(Config.String("HUIDAN_CONFIG")))
  return {
    configurationFile: Option.orElse(
      Option.map(yield* Configuration, (path): NamedFile => ({ path, by: "--config" })),
      () =>
        Option.map(
          Option.filter(ofEnvironment, (path) => path !== ""),
          (path): NamedFile => ({ path, by: "HUIDAN_CONFIG" })
        )
    ),
    json: yield* Json,
    encode: { reveal, raw },
    baseUrl
  } satisfies Settings
})

const isHttpUrl = (text: string): boolean => URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol)
