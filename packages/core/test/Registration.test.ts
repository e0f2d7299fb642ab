import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import {
  AdapterError,
  type AdapterManifest,
  type AdapterPackage,
  adapterContract,
  registerAdapter
} from "../src/index.ts"

const found = { package: "huidan-adapter-acme", version: "3.2.1" }

const manifest: AdapterManifest = {
  contract: adapterContract,
  platform: "acme",
  name: { zh: "艾克米", en: "Acme" },
  package: found.package,
  version: found.version,
  capabilities: { getOrder: true, listOrders: null, receivePush: false },
  operations: {},
  errors: [],
  secrets: [],
  shopOption: null
}

const adapter: AdapterPackage = {
  contract: adapterContract,
  manifest,
  Options: Schema.Struct({ appId: Schema.String }),
  make: () =>
    Effect.fail(
      new AdapterError({
        platform: "acme",
        shop: null,
        operation: null,
        reason: { _tag: "Configuration", detail: "a stub" },
        answer: null
      })
    ),
  redactedProbe: Redacted.make(adapterContract)
}

const refusal = (module: unknown): string => {
  const registered = registerAdapter(module, found)
  if (Result.isSuccess(registered)) return "accepted"
  expect(registered.failure.reason._tag).toBe("Configuration")
  expect(registered.failure.platform).toBe(found.package)
  return registered.failure.message
}

describe("registerAdapter", () => {
  it("takes an adapter of this contract", () => {
    expect(registerAdapter({ adapter }, found)).toStrictEqual(Result.succeed(adapter))
  })

  it.each([
    ["no adapter", {}, "exports no `adapter`", "npm install huidan-adapter-acme@latest"],
    ["nothing at all", null, "exports no `adapter`", "npm install huidan-adapter-acme@latest"],
    [
      "a function for an adapter",
      { adapter: () => adapter },
      "exports no `adapter`",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "a later contract",
      { adapter: { ...adapter, contract: "huidan/adapter@2" } },
      'speaks the adapter contract "huidan/adapter@2"',
      "npm update"
    ],
    [
      "an earlier contract",
      { adapter: { ...adapter, contract: "huidan/adapter@0" } },
      "huidan/adapter@0",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "no contract",
      { adapter: { ...adapter, contract: undefined } },
      "speaks no adapter contract",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "another copy's Redacted",
      { adapter: { ...adapter, redactedProbe: foreignProbe() } },
      "a second copy of effect",
      "npm ls effect"
    ],
    ["no probe", { adapter: { ...adapter, redactedProbe: undefined } }, "a second copy of effect", "npm ls effect"],
    [
      "a probe of something else",
      { adapter: { ...adapter, redactedProbe: Redacted.make("x") } },
      "a second copy of effect",
      "npm ls effect"
    ],
    [
      "a manifest of another shape",
      { adapter: { ...adapter, manifest: { ...manifest, secrets: "none" } } },
      "a manifest of another shape",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "no make",
      { adapter: { ...adapter, make: undefined } },
      "lacks `make` or `Options`",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "no schema for its options",
      { adapter: { ...adapter, Options: {} } },
      "lacks `make` or `Options`",
      "npm install huidan-adapter-acme@latest"
    ]
  ])("refuses %s, naming package, version, need and command", (_, module, what, command) => {
    const message = refusal(module)
    expect(message).toContain(`${found.package}@${found.version}`)
    expect(message).toContain(what)
    expect(message).toContain(adapterContract)
    expect(message).toContain(`Run: ${command}`)
  })

  it("says at which key a manifest is wrong, and shows no value of it", () => {
    const message = refusal({
      adapter: { ...adapter, manifest: { ...manifest, name: { zh: "x", en: { secret: "s3cret" } } } }
    })
    expect(message).toContain("name")
    expect(message).not.toContain("s3cret")
  })
})

/** What `Redacted.make` of a second copy of effect gives: it looks redacted, but this copy cannot read it. */
function foreignProbe(): unknown {
  const probe = Redacted.make("")
  return Object.assign(Object.create(Object.getPrototypeOf(probe)), { ...probe })
}
