import { readFileSync } from "node:fs"
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
  effectRange as neededEffect,
  registerAdapter
} from "../src/index.ts"

const detail = {
  title: "one order",
  answers: "order",
  use: "call",
  needs: [],
  method: "GET",
  path: "/order",
  quota: null,
  paging: null,
  windowSeconds: null,
  carries: ["/kind", "/refunds", "/lines/*/title", "/status/raw/code"],
  document: "invented",
  unverified: []
}

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
  make: () => Effect.fail(new AdapterError({ platform: "acme", reason: { _tag: "Configuration", detail: "a stub" } })),
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
      'implements the adapter contract "huidan/adapter@2"',
      "npm install @huidan/core@latest"
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
      "names no contract",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "another copy's Redacted",
      { adapter: { ...adapter, redactedProbe: foreignProbe() } },
      "a second copy of effect",
      "npm dedupe effect"
    ],
    ["no probe", { adapter: { ...adapter, redactedProbe: undefined } }, "a second copy of effect", "npm dedupe effect"],
    [
      "a probe of something else",
      { adapter: { ...adapter, redactedProbe: Redacted.make("x") } },
      "a second copy of effect",
      "npm dedupe effect"
    ],
    [
      "a manifest of another shape",
      { adapter: { ...adapter, manifest: { ...manifest, secrets: "none" } } },
      "has an invalid manifest",
      "npm install huidan-adapter-acme@latest"
    ],
    [
      "a manifest whose answers carry a field that no order has",
      {
        adapter: {
          ...adapter,
          manifest: {
            ...manifest,
            operations: { "order.detail": { ...detail, carries: ["/kind", "/lines/*/colour"] } }
          }
        }
      },
      "names no field of an order",
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

  it.each([
    ["none", null, null, "cannot find effect", "npm install effect@4.1.0"],
    [
      "another major version",
      "3.22.4",
      null,
      "uses effect 3.22.4 (a/effect)",
      "npm install huidan-adapter-acme@latest"
    ],
    ["an older version", "4.0.9", null, "uses effect 4.0.9 (a/effect)", "npm install huidan-adapter-acme@latest"],
    ["one it did not ask for", "4.1.0", "^3.19.0", "requires effect ^3.19.0", "npm install huidan-adapter-acme@latest"],
    [
      "a second copy",
      "4.1.7",
      "^4.1.0",
      "a second copy of effect 4.1.7 (a/effect)",
      "npm install effect@4.1.0 && npm dedupe effect"
    ]
  ])("says which effect an unreadable adapter gets: %s", (_, version, effectRange, what, command) => {
    const registered = registerAdapter(
      { adapter: { ...adapter, redactedProbe: foreignProbe() } },
      { ...found, effect: version === null ? null : { version, path: "a/effect" }, effectRange },
      { package: "acme-app", effect: { version: "4.1.0", path: "effect" } }
    )
    const message = Result.isFailure(registered) ? registered.failure.message : ""
    expect(message).toContain(`${found.package}@${found.version} `)
    expect(message).toContain(what)
    expect(message).toContain(
      `needs ${adapterContract} and effect ${neededEffect}, the same copy that it uses itself: 4.1.0 (effect)`
    )
    expect(message).toContain(`Run: ${command}`)
  })

  it("names the range of effect that its package.json asks for", () => {
    const label = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
    expect(label.peerDependencies.effect).toBe(neededEffect)
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
