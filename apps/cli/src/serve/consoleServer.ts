/** The console in the process of `huidan serve`, on an address of its own. */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import type { ConsoleShop, Unopened } from "@huidan/console/server"
import { isAdapterError } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { parseListen } from "../configuration/ConsoleSettings.ts"
import { consoleAddress } from "../configuration/consoleAddress.ts"
import { asCommandFailed } from "../output/failureText.ts"
import { type Failure, Run } from "../Run.ts"
import type { SyncableShop } from "../store/ConfiguredShop.ts"
import type { Writing } from "../store/openStore.ts"
import { type StoreFailed, storeFailed } from "../store/StoreFailed.ts"
import { storePath } from "../store/storeFile.ts"
import { UsageError } from "../UsageError.ts"
import { accountsPath, openAccounts } from "./consoleAccounts.ts"

export interface RunningConsole {
  /** Where it listens: `http://HOST:PORT`. */
  readonly address: string
  /** The address that people open: that of the proxy, if the configuration names one. */
  readonly url: string
  /** A link that makes the first account; `null` if there is one. It is shown once, and on purpose. */
  readonly firstLink: string | null
}

/** Serves the console until the scope ends; `null` if none is configured. */
export const startConsole = Effect.fnUntraced(function* (
  configuration: Configuration,
  shops: ReadonlyArray<SyncableShop>
): Effect.fn.Return<RunningConsole | null, UsageError | StoreFailed, Run | Scope.Scope | Writing> {
  const { hosts, https, listen } = configuration.console
  const place = listen === null ? null : parseListen(listen)
  if (place === null) return null
  // It is large: `huidan serve` without a console does not load it.
  const { Accounts, builtPage, ConsoleShops, layerConsole, routerConfig } = yield* Effect.promise(
    () => import("@huidan/console/server")
  )
  const accounts = yield* openAccounts(configuration)
  const server = yield* NodeHttpServer.make(() => createServer(), {
    ...place,
    gracefulShutdownTimeout: "2 seconds"
  }).pipe(
    Effect.mapError(
      () =>
        new UsageError({
          message: `${listen}, the address of the console, cannot be opened`,
          advice: "Set another one as `console.listen` in the configuration."
        })
    )
  )
  const shown = yield* Effect.forEach(shops, consoleShop)
  const store = yield* Effect.context<Writing>()
  const routes = layerConsole({
    page: builtPage,
    hosts: [place.host, ...hosts],
    isSecure: https,
    storeWords: storeFailed(storePath(configuration))
  }).pipe(
    Layer.provide(Layer.succeedContext(Context.merge(store, accounts))),
    Layer.provide(Layer.succeed(ConsoleShops, shown))
  )
  yield* HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true, routerConfig }).pipe(
    Layer.provide(Layer.succeed(HttpServer.HttpServer, server)),
    Layer.build,
    Effect.mapError(storeFailed(builtPage))
  )
  const address = HttpServer.formatAddress(server.address)
  const port = "port" in server.address ? server.address.port : null
  const url = consoleAddress(configuration.console, port) ?? address
  const link = yield* Effect.mapError(
    Context.get(accounts, Accounts).firstLink,
    storeFailed(accountsPath(configuration))
  )
  return { address, url, firstLink: link === null ? null : `${url}/welcome#${Redacted.value(link)}` }
})

const consoleShop = ({ name, opened, platformName, stored }: SyncableShop): Effect.Effect<ConsoleShop, never, Run> =>
  Result.isSuccess(opened)
    ? Effect.succeed({ name, stored, platformName, opened: Result.succeed(opened.success) })
    : Effect.map(unopenedOf(opened.failure), (why) => ({ name, stored, platformName, opened: Result.fail(why) }))

/** Without secrets, as the command line prints it. */
const unopenedOf = Effect.fnUntraced(function* (failure: Failure): Effect.fn.Return<Unopened, never, Run> {
  const { concealed } = yield* Run
  const { text } = asCommandFailed(failure)
  if (failure._tag === "CommandFailed") return { reason: failure._tag, message: yield* concealed(text), advice: "" }
  return {
    reason: isAdapterError(failure) ? failure.reason._tag : failure._tag,
    message: yield* concealed(failure.message),
    advice: yield* concealed(failure.advice)
  }
})
