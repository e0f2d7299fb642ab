/**
 * Starts the simulated platforms of the installed adapters behind real HTTP, reachable from this machine only unless another
 * address is given.
 */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import {
  defaultBaseTime,
  makeTwin,
  passingFaults,
  type RunningTwin,
  type ShopOptions,
  type TwinLag
} from "@huidan/conformance"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpServer from "effect/http/HttpServer"
import type * as Scope from "effect/Scope"
import { keepChanging, type LiveOptions, mostChangesPerMinute } from "./liveTwin.ts"
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
  /**
   * The address of this machine to listen on; default `127.0.0.1`. At `0.0.0.0` everybody who reaches this machine reads the
   * sandbox: its orders and secrets are made up, but nothing keeps anybody out.
   */
  readonly host?: string
  /** If given, orders change on the machine's clock, and the oldest ones are 20 days old. If not, nothing ever changes. */
  readonly live?: LiveOptions
  /** By how many seconds answers may be older than the truth; not at all if left out. */
  readonly lag?: TwinLag
}

export interface SandboxShop {
  /** `xiaoe-sandbox`: differs from the platform's name, so that no real secret of the environment is sent here. */
  readonly name: string
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
  /** The orders that are there at the start are older. */
  readonly baseTime: DateTime.Utc
  readonly shops: ReadonlyArray<SandboxShop>
  /** What `GET /-/truth` answers at this moment. */
  readonly truth: () => SandboxTruth
}

const thisMachine = "127.0.0.1"

/**
 * Starts the sandbox; it stops with the scope.
 *
 * Fails if a package has no twin that can be loaded, two packages simulate one platform, the port is taken, or pushes cannot
 * be sent to the address.
 */
export const startSandbox = Effect.fn("startSandbox")(function* (
  options: SandboxOptions
): Effect.fn.Return<Sandbox, SandboxError, Scope.Scope> {
  const { host = thisMachine, live, seed = defaultSeed } = options
  const wrongRate = live === undefined ? null : mistakeOf(live)
  if (wrongRate !== null) return yield* new SandboxError({ message: wrongRate })
  const baseTime = live === undefined ? defaultBaseTime : yield* DateTime.now
  const twins = yield* Effect.forEach(options.packages, (name) => mount(name, baseTime, options))
  const twice = twins.find(({ prefix }, index) => twins.findIndex((other) => other.prefix === prefix) !== index)
  if (twice !== undefined) {
    return yield* new SandboxError({
      message: `${twice.package} and another package both simulate ${twice.prefix}. Start the sandbox with one of them.`
    })
  }
  const mounted = yield* Effect.forEach(
    twins,
    (each): Effect.Effect<MountedTwin, never, Scope.Scope> =>
      live === undefined
        ? Effect.succeed(each)
        : Effect.map(keepChanging(each.twin, nameOf(each.twin), seed, live), (counts) => ({ ...each, live: counts }))
  )
  const truth = () => sandboxTruth(mounted, seed, baseTime)
  const server = yield* NodeHttpServer.make(() => createServer(), { host, port: options.port ?? 0 }).pipe(
    Effect.mapError(
      () => new SandboxError({ message: `port ${options.port ?? 0} of ${host} cannot be opened. Choose another port.` })
    )
  )
  yield* server.serve(sandboxApp(mounted, truth))
  // Nobody can call "every address".
  const url = HttpServer.formatAddress(server.address).replace(
    /(?<=^http:\/\/)(?:0\.0\.0\.0|\[?::\]?)(?=:\d+$)/,
    thisMachine
  )
  const shops = mounted.map(({ package: name, prefix, twin }) => {
    const baseUrl = `${url}/${prefix}`
    const { platform } = twin.definition
    return { name: nameOf(twin), package: name, platform, baseUrl, shopOptions: twin.shopOptions(baseUrl), twin }
  })
  return { url, baseTime, shops, truth }
})

const defaultSeed = 1
const defaultOrders = 200
/** Requests that the journal of a living twin holds: it may run for months. */
const journalSize = 10_000

const nameOf = ({ definition: { platform } }: RunningTwin): string => `${platform}-sandbox`

const mistakeOf = ({ changesPerMinute = 1, pushTo }: LiveOptions): string | null => {
  if (!(changesPerMinute > 0 && changesPerMinute <= mostChangesPerMinute)) {
    return `${changesPerMinute} changes per minute are not possible. Choose a number above 0, at most ${mostChangesPerMinute}.`
  }
  return pushTo === undefined || /^https?:$/.test(URL.parse(pushTo)?.protocol ?? "")
    ? null
    : `${pushTo} is no address that pushes can be sent to. It must begin with http:// or https://.`
}

const mount = (
  name: string,
  baseTime: DateTime.Utc,
  options: SandboxOptions
): Effect.Effect<MountedTwin, SandboxError> =>
  Effect.gen(function* () {
    const definition = yield* loadTwin(name, options.folder)
    const twin = yield* makeTwin(definition, {
      seed: options.seed ?? defaultSeed,
      orders: options.orders ?? defaultOrders,
      baseTime,
      faults: { random: { probability: options.faults ?? 0, faults: passingFaults } },
      ...(options.lag === undefined ? {} : { lag: options.lag }),
      ...(options.live === undefined ? {} : { journalSize })
    }).pipe(Effect.mapError(({ message }) => new SandboxError({ message })))
    return { package: name, prefix: encodeURIComponent(definition.platform), twin, live: null }
  })
