/** The server of the console. */
export { type QuotaUse, withName } from "../api/index.ts"
export {
  Accounts,
  type AccountsOptions,
  type AccountsService,
  layerAccounts,
  type Maker,
  type OpenSession
} from "./accounts/Accounts.ts"
export type { PasswordCost } from "./accounts/passwordHash.ts"
export type { KnownAccount, Rights } from "./accounts/rows.ts"
export { type ConsoleOptions, type ConsoleServices, layerConsole, routerConfig } from "./ConsoleServer.ts"
export { type ConsoleShop, ConsoleShops, type OpenedShop, type Unopened } from "./ConsoleShops.ts"
export type { StoreError, Words } from "./failures.ts"
export { builtPage, nonceMark } from "./http/page.ts"
