/** What every adapter exports beside names of its own: for the programs that use it. */
export type {
  AdapterError,
  Order,
  OrderJson,
  PushAnswer,
  PushEvent,
  PushMessage,
  PushRequest,
  Quarantined
} from "@huidan/core"
export { isAdapterError, isOrder, isQuarantined } from "@huidan/core"
export * as Accounts from "./Accounts.ts"
export { type PromiseTokenStore, redisTokenStore } from "./account/PromiseTokenStore.ts"
export type { ClientLogger, LogEntry } from "./adapter/ClientLogger.ts"
export type { CallOptions, OrderClient, OrderResult, OrderResultPage } from "./adapter/PromiseClient.ts"
export * as PushLogs from "./PushLogs.ts"
export { type PromisePushLog, redisPushLog } from "./push/PromisePushLog.ts"
export { pushWebHandler } from "./push/pushWebHandler.ts"
