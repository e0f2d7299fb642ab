/** Options that cannot be used are refused by every way into an adapter, when it is made; a client never throws. */
import { assert, describe, it } from "@effect/vitest"
import { type AdapterError, environmentVariable, isAdapterError } from "@huidan/core"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { type Door, doors } from "./doors.ts"
import { rejection } from "./rejection.ts"

const baseUrl = "http://refused.test"

const firstOf = (list: AsyncIterable<unknown>) => list[Symbol.asyncIterator]().next()

const window = { by: "created", since: new Date("2024-05-01T00:00:00Z"), until: new Date("2024-05-02T00:00:00Z") }
const push = { method: "POST", url: "/", headers: {}, body: new Uint8Array() }

/** The error of a client with these options: of `ready` and of every call the same, and no request is sent. */
const errorOfClient = async (door: Door, options: unknown): Promise<AdapterError> => {
  const given =
    typeof options === "object" && options !== null && !Array.isArray(options)
      ? { ...options, fetch: fetchOf(options) }
      : options
  const client = door.ways.createClient(given)
  const errors = await Promise.all([
    rejection(client.ready()),
    rejection(client.getOrder("1")),
    rejection(firstOf(client.listOrders(window))),
    rejection(firstOf(client.listOrderPages(window))),
    rejection(client.receivePush(push, () => {})),
    ...(client.decryptOrders === undefined ? [] : [rejection(client.decryptOrders([]))])
  ])
  await client.close()
  const [error] = errors
  assert.isTrue(isAdapterError(error), String(error))
  assert.strictEqual(new Set(errors).size, 1, errors.map(String).join("\n"))
  return error as AdapterError
}

const fetchOf = (options: object) =>
  "fetch" in options ? options.fetch : () => Promise.reject(new Error("a request was sent"))

/** The same options as the Effect ways take them. */
const decoded = (door: Door, options: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === "string" && door.package.manifest.secrets.includes(name) ? Redacted.make(value) : value
    ])
  )

const errorsOfEffects = (door: Door, options: unknown): Promise<ReadonlyArray<AdapterError>> => {
  const made = [Effect.asVoid(door.ways.make(options)), built(door.ways.layer(options))]
  const flipped = Effect.forEach(made, Effect.flip)
  return Effect.runPromise(
    Effect.map(flipped, (errors) =>
      errors.map((error) => {
        assert.isTrue(isAdapterError(error), String(error))
        return error as AdapterError
      })
    )
  )
}

const built = (layer: Layer.Layer<never, unknown>): Effect.Effect<void, unknown> =>
  Effect.asVoid(Effect.scoped(Layer.build(layer)))

/** What a client warns of while it is made. */
const warningsOf = async (door: Door, options: Readonly<Record<string, unknown>>): Promise<ReadonlyArray<string>> => {
  const warnings: Array<string> = []
  const logger = ({ level, message }: { readonly level: string; readonly message: string }) => {
    if (level === "warn") warnings.push(message)
  }
  const client = door.ways.createClient({ ...options, fetch: fetchOf(options), logger })
  await client.ready()
  await client.close()
  return warnings
}

const isConfiguration = (error: AdapterError, ...named: ReadonlyArray<string>): void => {
  assert.strictEqual(error.reason._tag, "Configuration", error.message)
  for (const part of named) assert.include(error.message, part)
}

const blanks = ["", " ", "\t\n", "\u3000"]

/** Options that no platform can have. The text says which option the error names. */
const impossible: ReadonlyArray<readonly [named: string, options: Readonly<Record<string, unknown>>]> = [
  ...[-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 11, "2"].map((retries) => ["retries", { retries }] as const),
  ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, "30"].map((timeLimit) => ["timeLimit", { timeLimit }] as const),
  ...[0, -1, Number.NaN, "3600"].map((longestPause) => ["longestPause", { longestPause }] as const),
  ...[
    0,
    {},
    { requests: 0, seconds: 1 },
    { requests: 1.5, seconds: 1 },
    { requests: 1, seconds: 0 },
    { requests: Number.NaN, seconds: 1 },
    { requests: 1, seconds: Number.POSITIVE_INFINITY },
    { requests: 1, seconds: 1, minutes: 1 }
  ].map((quota) => ["quota", { quota }] as const),
  ...[
    "ftp://platform.test",
    "platform.test",
    "//platform.test",
    "http://",
    "https://",
    "http://platform.test/ a",
    "https://user:password@platform.test",
    "https://user@platform.test",
    "https://platform.test/?key=1",
    "https://platform.test/#there",
    "http://platform.example",
    "HTTP://10.0.0.7:8080",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://[::2]",
    7
  ].map((address) => ["baseUrl", { baseUrl: address }] as const),
  ["allowHttp", { baseUrl: "http://10.0.0.7:8080", allowHttp: false }],
  ["allowHttp", { allowHttp: "yes" }],
  ["quotaKey", { quotaKey: " " }],
  ["clientsecret", { clientsecret: "x" }]
]

describe.each(doors)("$name", (door) => {
  const options = door.optionsAt(baseUrl)
  const { manifest } = door.package
  const texts = Object.keys(options).filter((name) => typeof options[name] === "string")

  it("refuses a blank text for every secret, every id and the address", async () => {
    assert.isAbove(texts.length, 2)
    for (const name of texts) {
      for (const blank of blanks) {
        const wrong = { ...options, [name]: blank }
        const named = [name, environmentVariable(manifest.platform, name)]
        isConfiguration(await errorOfClient(door, wrong), ...named)
        for (const error of await errorsOfEffects(door, decoded(door, wrong))) isConfiguration(error, ...named)
      }
    }
  })

  it("refuses a secret that is undefined, and names the missing ones beside it", async () => {
    for (const name of manifest.secrets) {
      const wrong = { ...options, [name]: undefined }
      const named = [`${name} (environment variable ${environmentVariable(manifest.platform, name)}): is undefined`]
      isConfiguration(await errorOfClient(door, wrong), ...named)
      for (const error of await errorsOfEffects(door, decoded(door, wrong))) isConfiguration(error, ...named)
    }
    const unset = Object.fromEntries(texts.map((name) => [name, undefined]))
    const { message } = await errorOfClient(door, unset)
    const needed = Object.values(manifest.operations).flatMap(({ needs, use }) => (use === "call" ? [needs] : []))
    const [first = [], ...others] = needed
    for (const name of first.filter((one) => others.every((needs) => needs.includes(one))))
      assert.include(message, environmentVariable(manifest.platform, name))
  })

  it.each(impossible)("refuses an impossible %s: %j", async (named, more) => {
    const wrong = { ...options, ...more }
    const client = await errorOfClient(door, wrong)
    isConfiguration(client, named)
    assert.notInclude(client.message, "password")
    for (const error of await errorsOfEffects(door, decoded(door, wrong))) isConfiguration(error, named)
  })

  it.each(["http://localhost:1", "http://shop.localhost", "http://127.0.0.9", "http://[::1]:1", "http://shop.test"])(
    "accepts plain http at this machine and in tests, without a warning: %s",
    async (address) => {
      assert.deepStrictEqual(await warningsOf(door, { ...options, baseUrl: address }), [])
    }
  )

  it("accepts plain http at another machine by an option, with one warning", async () => {
    const open = { ...options, baseUrl: "http://sandbox:8080/a-secret-path", allowHttp: true }
    const [warning, ...others] = await warningsOf(door, open)
    assert.match(String(warning), /is called by plain http at sandbox:8080: /)
    assert.notInclude(String(warning), "a-secret-path")
    assert.deepStrictEqual(others, [])
  })

  it("refuses what are no options", async () => {
    for (const nothing of [undefined, null, "options", 7, [options], true, () => options]) {
      isConfiguration(await errorOfClient(door, nothing), "the options are not an object")
      for (const error of await errorsOfEffects(door, nothing)) isConfiguration(error, "the options are not an object")
    }
  })

  it.each([
    ["reveal", { reveal: "false" }],
    ["raw", { raw: "all" }],
    ["fetch", { fetch: "https://proxy.test" }]
  ])("refuses a client with an impossible %s", async (named, more) => {
    isConfiguration(await errorOfClient(door, { ...options, ...more, retries: -1 }), named, "retries")
  })

  it("refuses options that throw when they are read", async () => {
    const throwing = {
      get baseUrl(): string {
        throw new Error("not today")
      }
    }
    const client = door.ways.createClient(throwing)
    const error = await rejection(client.getOrder("1"))
    assert.isTrue(isAdapterError(error) && error.reason._tag === "Configuration", String(error))
    await client.close()
  })

  it("refuses configuration that is blank, impossible or missing, by the names of its variables", async () => {
    const build = (variables: Readonly<Record<string, string>>, prefix?: string) =>
      Effect.runPromise(
        Layer.build(door.ways.layerConfig(prefix)).pipe(
          Effect.scoped,
          Effect.flip,
          Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnvRecord(variables)),
          Effect.map((error) => (isAdapterError(error) ? error : assert.fail(String(error))))
        )
      )
    const variables = Object.fromEntries(
      Object.entries(options).map(([name, value]) => [environmentVariable("A", name), String(value)])
    )
    for (const name of texts) {
      const variable = environmentVariable("A", name)
      isConfiguration(await build({ ...variables, [variable]: " " }, "A"), name, variable)
    }
    isConfiguration(await build({ ...variables, A_RETRIES: "-1", A_TIME_LIMIT: "0" }, "A"), "A_RETRIES", "A_TIME_LIMIT")
    const { message } = await build({})
    const needed = Object.values(manifest.operations).flatMap(({ needs, use }) => (use === "call" ? [needs] : []))
    const [first = [], ...others] = needed
    const all = first.filter((one) => others.every((needs) => needs.includes(one)))
    for (const name of all) assert.include(message, environmentVariable(manifest.platform, name))
  })
})
