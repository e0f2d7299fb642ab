/** Starts the simulated platforms of the installed adapters behind real HTTP, reachable from this machine only. */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { defaultBaseTime, makeTwin, passingFaults, type RunningTwin, type ShopOptions } from "@huidan/conformance"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpServer from "effect/http/HttpServer"
import type * as Scope from "effect/Scope"
import { loadTwin } from "./loadTwin.ts"
import { SandboxError } from "./SandboxError.ts"
import { type MountedTwin, type SandboxTruth, sandboxApp, sandboxTruth } from "./sandboxApp.ts"

export interface SandboxOptions {
  /** Adapter packages by name; each must export a twin under `<name>/twin`. */
  readonly packages: ReadonlyArray<string>
  /** The folder from which the packages are resolved: that of `huidan.config.json`. */
  readonly folder: string
  /** Default: a free port. */
  readonly port?: number
  /** 0 to 99,999; default 1. The same seed gives the same orders, answers and faults. */
  readonly seed?: number
  /** Number of orders of each platform; default 200. */
  readonly orders?: number
  /** The share of requests that meet a fault which a good client survives, 0 to 1; default 0. */
  readonly faults?: number
}

export interface SandboxShop {
  readonly package: string
  readonly platform: string
  readonly baseUrl: string
  /** The options and secrets with which the adapter reads from here. */
  readonly shopOptions: ShopOptions
  readonly twin: RunningTwin
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  readonly baseTime: DateTime.Utc
  readonly shops: ReadonlyArray<SandboxShop>
  /** What `GET /-/truth` answers at this moment. */
  readonly truth: () => SandboxTruth
}

const host = "127.0.0.1"

/**
 * Starts the sandbox; it stops with the scope.
 *
 * Fails if a package has no twin that can be loaded, two packages simulate one platform, or the port is taken.
 */
export const startSandbox = Effect.fn("startSandbox")(function* (
  options: SandboxOptions
): Effect.fn.Return<Sandbox, SandboxError, Scope.Scope> {
  const mounted = yield* Effect.forEach(options.packages, (name) => mount(name, options))
  const twice = mounted.find(({ prefix }, index) => mounted.findIndex((other) => other.prefix === prefix) !== index)
  if (twice !== undefined) {
    return yield* new SandboxError({
      message: `${twice.package} and another package both simulate ${twice.prefix}. Start the sandbox with one of them.`
    })
  }
  const truth = () => sandboxTruth(mounted, options.seed ?? defaultSeed, defaultBaseTime)
  const server = yield* NodeHttpServer.make(() => createServer(), { host, port: options.port ?? 0 }).pipe(
    Effect.mapError(
      () => new SandboxError({ message: `port ${options.port ?? 0} of ${host} cannot be opened. Choose another port.` })
    )
  )
  yield* server.serve(sandboxApp(mounted, truth))
  const url = HttpServer.formatAddress(server.address)
  const shops = mounted.map(({ package: name, prefix, twin }) => {
    const baseUrl = `${url}/${prefix}`
    const { platform } = twin.definition
    return { package: name, platform, baseUrl, shopOptions: twin.shopOptions(baseUrl), twin }
  })
  return { url, baseTime: defaultBaseTime, shops, truth }
})

const defaultSeed = 1
const defaultOrders = 200

const mount = (name: string, options: SandboxOptions): Effect.Effect<MountedTwin, SandboxError> =>
  Effect.gen(function* () {
    const definition = yield* loadTwin(name, options.folder)
    const twin = yield* makeTwin(definition, {
      seed: options.seed ?? defaultSeed,
      orders: options.orders ?? defaultOrders,
      baseTime: defaultBaseTime,
      faults: { random: { probability: options.faults ?? 0, faults: passingFaults } }
    }).pipe(Effect.mapError(({ message }) => new SandboxError({ message })))
    return { package: name, prefix: encodeURIComponent(definition.platform), twin }
  })
