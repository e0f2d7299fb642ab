/** `huidan.config.json`: the shops, the adapter package that reads each of them, and the store that holds their orders. */
import { schemaProblems } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Path from "effect/Path"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stdio from "effect/Stdio"
import type { NamedFile } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"
import { ConsoleMembers } from "./ConsoleSettings.ts"
import { type Distrusted, distrustedAround } from "./distrust.ts"
import { environmentCase } from "./environmentCase.ts"
import { ServeMembers, StoreMembers, SyncMembers } from "./StoreSettings.ts"

const ShopEntry = Schema.Struct({
  name: Schema.NonEmptyString,
  /** The name of a package that is installed next to the file. */
  adapter: Schema.NonEmptyString,
  /** Options of the adapter, without secrets. Its `Options` schema decodes them. */
  options: Schema.optionalKey(Schema.Record(Schema.String, Schema.Json)),
  /** How the store follows the shop. */
  sync: Schema.optionalKey(SyncMembers)
})
export interface ShopEntry extends Schema.Schema.Type<typeof ShopEntry> {}

const ConfigurationFile = Schema.Struct({
  $schema: Schema.optionalKey(Schema.String),
  shops: Schema.Array(ShopEntry),
  store: StoreMembers.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  serve: ServeMembers.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  console: ConsoleMembers.pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
})
interface ConfigurationFile extends Schema.Schema.Type<typeof ConfigurationFile> {}

export interface Configuration {
  /** Absolute: adapters are resolved from its folder. */
  readonly path: string
  readonly shops: ReadonlyArray<ShopEntry>
  readonly store: StoreMembers
  readonly serve: ServeMembers
  readonly console: ConsoleMembers
}

export const configurationName = "huidan.config.json"

const shopExample =
  '{ "shops": [{ "name": "my-shop", "adapter": "PACKAGE" }] }, where PACKAGE is an adapter that is installed next to it (npm install PACKAGE)'

export const noShop = ({ path }: Configuration): UsageError =>
  new UsageError({ message: `The configuration ${path} names no shop`, advice: `Add one: ${shopExample}.` })

/**
 * Reads the named file, or else the nearest one in the current folder or above. One that was found must not have been
 * written by another user.
 */
export const readConfiguration = Effect.fnUntraced(function* (named: Option.Option<NamedFile>) {
  const path = yield* Path.Path
  const file = Option.isSome(named) ? path.resolve(named.value.path) : yield* nearestConfiguration
  const ofVariable = Option.isSome(named) && named.value.by === "HUIDAN_CONFIG"
  const text = yield* (yield* FileSystem.FileSystem).readFileString(file).pipe(
    Effect.mapError(
      (error) =>
        new UsageError({
          message: `The configuration ${file}${ofVariable ? ", which HUIDAN_CONFIG names," : ""} cannot be read (${error.reason._tag})`,
          advice: ofVariable ? "Correct the environment variable HUIDAN_CONFIG." : "Name another one with --config."
        })
    )
  )
  const decoded = Result.flatMap(parseJson(file, text), (json) => decode(file, json))
  if (Option.isNone(named))
    yield* checkTrusted(
      file,
      Result.match(decoded, { onSuccess: ({ shops }) => shops.map(({ adapter }) => adapter), onFailure: () => [] })
    )
  const { console, serve, shops, store } = yield* Effect.fromResult(decoded)
  return { path: file, shops, store, serve, console } satisfies Configuration
})

/** As `readConfiguration`; `null` if no file was named and none is found. */
export const readConfigurationIfAny = Effect.fnUntraced(function* (named: Option.Option<NamedFile>) {
  if (Option.isNone(named) && (yield* findConfiguration) === null) return null
  return yield* readConfiguration(named)
})

const findConfiguration = Effect.gen(function* () {
  const path = yield* Path.Path
  const files = yield* FileSystem.FileSystem
  for (let folder = path.resolve("."); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, configurationName)
    if (yield* Effect.orElseSucceed(files.exists(candidate), () => false)) return candidate
    if (folder === path.dirname(folder)) return null
  }
})

const nearestConfiguration = Effect.gen(function* () {
  const found = yield* findConfiguration
  if (found !== null) {
    // What is not a file, such as a pipe, is not read before it is trusted.
    const { type } = yield* Effect.orElseSucceed((yield* FileSystem.FileSystem).stat(found), () => ({
      type: "Unknown"
    }))
    if (type !== "File") yield* checkTrusted(found, [])
    return found
  }
  const path = yield* Path.Path
  return yield* new UsageError({
    message: `There is no ${configurationName} in ${path.resolve(".")} or above it`,
    advice: `Write one: ${shopExample}; or name one with --config.`
  })
})

/** Lists all places that another user may have written, so that one command mends them. */
const checkTrusted = Effect.fnUntraced(function* (file: string, adapters: ReadonlyArray<string>) {
  const distrusted = yield* Effect.sync(() => distrustedAround(file, adapters))
  if (distrusted.length === 0) return
  const words = yield* (yield* Stdio.Stdio).args
  const command = ["huidan", "--config", file, ...words].map(shellWord).join(" ")
  const places = distrusted.map(({ path, why }) => `${path === file ? "it" : path} ${why}`).join(", ")
  const pathsThat = (why: Distrusted["why"]) =>
    distrusted.filter((each) => each.why === why).map(({ path }) => shellWord(path))
  const [written, owned] = [pathsThat("can be written by other users"), pathsThat("belongs to another user")]
  const mend = [
    ...(owned.length === 0 ? [] : [`sudo chown "$(id -u)" ${owned.join(" ")}`]),
    // What belongs to another user may be open to all too.
    ...(written.length === 0 ? [] : [`chmod go-w ${[...written, ...owned].join(" ")}`])
  ].join(" && ")
  return yield* new UsageError({
    message: `The configuration ${file} was found but not named, and ${places}`,
    advice: `If you trust it and the packages around it, go on with: ${command}, or first run: ${mend}`
  })
})

/** A word as a shell of POSIX reads it. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** The parser's message quotes the text, which may hold a secret, so only the place is passed on. */
const parseJson = (file: string, text: string): Result.Result<unknown, UsageError> =>
  Result.try({
    try: (): unknown => JSON.parse(text.replace(/^\ufeff/, "")),
    catch: (error) => {
      const place = /line \d+ column \d+|position \d+/.exec(String(Object(error).message))?.[0]
      return new UsageError({
        message: `The configuration ${file} is not JSON${place === undefined ? "" : `, see ${place}`}`,
        advice: "Correct it there."
      })
    }
  })

const decode = (file: string, json: unknown): Result.Result<ConfigurationFile, UsageError> => {
  const refuse = (problem: string) =>
    Result.fail(new UsageError({ message: `The configuration ${file}: ${problem}`, advice: "Correct it there." }))
  const decoded = Schema.decodeUnknownResult(ConfigurationFile, { errors: "all", onExcessProperty: "error" })(json)
  if (Result.isFailure(decoded)) return refuse(schemaProblems(decoded.failure.issue).join("; "))
  const { shops } = decoded.success
  const clash = shops.find((shop, index) => shops.findIndex((other) => sameName(shop, other)) !== index)
  return clash === undefined
    ? Result.succeed(decoded.success)
    : refuse(`two shops are named ${JSON.stringify(clash.name)}, or so alike that they share environment variables`)
}

const sameName = (one: ShopEntry, other: ShopEntry): boolean =>
  environmentCase(one.name) === environmentCase(other.name)
