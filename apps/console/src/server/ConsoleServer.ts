/** The console as routes of an HTTP server: the API, its reference, and the page. */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import type { Store, StoreWriter } from "@huidan/sync"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRespondable from "effect/http/HttpServerRespondable"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Layer from "effect/Layer"
import type { SqlClient } from "effect/sql/SqlClient"
import { ConsoleApi, NotFound } from "../api/index.ts"
import type { Accounts } from "./accounts/Accounts.ts"
import type { ConsoleShops } from "./ConsoleShops.ts"
import { layerChangeFeed } from "./changes/ChangeFeed.ts"
import { type StoreError, StoreWords, type Words } from "./failures.ts"
import { layerAccountsHandlers } from "./handlers/accounts.ts"
import { layerAudit } from "./handlers/audit.ts"
import { layerChanges } from "./handlers/changes.ts"
import { layerExports } from "./handlers/exports.ts"
import { layerJobs } from "./handlers/jobs.ts"
import { layerOrders } from "./handlers/orders.ts"
import { layerOverview } from "./handlers/overview.ts"
import { layerQuarantine } from "./handlers/quarantine.ts"
import { layerLogin, layerSession } from "./handlers/session.ts"
import { layerShops } from "./handlers/shops.ts"
import { layerWhy } from "./handlers/why.ts"
import { type GuardOptions, layerGuard } from "./http/guard.ts"
import { layerLoggedIn } from "./http/loggedIn.ts"
import { layerPage } from "./http/page.ts"
import { layerReference } from "./http/reference.ts"
import { layerWithProblems } from "./http/withProblems.ts"
import { layerJobRunner } from "./jobs/JobRunner.ts"

export interface ConsoleOptions extends GuardOptions {
  /** How failures of the store are worded; in general words if left out. */
  readonly storeWords?: (error: StoreError) => Words
  /** The folder of the built page; `null`: there is only the API. */
  readonly page: string | null
}

/** What the console reads and changes. */
export type ConsoleServices = Store | StoreWriter | SqlClient | ConsoleShops | Accounts

/** The routes, for `HttpRouter.serve` with `routerConfig`. `SqlClient` is that of the store. */
export const layerConsole = (options: ConsoleOptions) =>
  Layer.mergeAll(
    HttpApiBuilder.layer(ConsoleApi, { openapiPath: "/openapi.json" }).pipe(
      Layer.provide([
        layerLogin(options.isSecure),
        layerSession(options.isSecure),
        layerOrders,
        layerWhy,
        layerOverview,
        layerShops,
        layerJobs,
        layerQuarantine,
        layerAudit,
        layerChanges,
        layerExports,
        layerAccountsHandlers
      ]),
      Layer.provide([layerLoggedIn, layerWithProblems, layerJobRunner, layerChangeFeed]),
      Layer.provide(options.storeWords === undefined ? Layer.empty : Layer.succeed(StoreWords, options.storeWords))
    ),
    HttpRouter.add("*", "/api/*", () => HttpServerRespondable.toResponse(new NotFound({}))),
    layerReference,
    layerPage(options.page),
    layerGuard(options)
  ).pipe(Layer.provide(NodeHttpServer.layerHttpServices))

/** Ids of orders in a path are longer than the router's own limit. */
export const routerConfig = { maxParamLength: 1000 } as const
