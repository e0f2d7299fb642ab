/**
 * Names that `@huidan/adapter-kit/client` gives to every adapter besides its own. A type of the same name would hide one of
 * them.
 */
export const clientNames: ReadonlyArray<string> = [
  "Accounts",
  "AdapterError",
  "CallOptions",
  "ClientLogger",
  "LogEntry",
  "Order",
  "OrderClient",
  "OrderJson",
  "OrderResult",
  "OrderResultPage",
  "PromisePushLog",
  "PromiseTokenStore",
  "PushAnswer",
  "PushEvent",
  "PushLogs",
  "PushMessage",
  "PushRequest",
  "Quarantined",
  "isAdapterError",
  "isOrder",
  "isQuarantined",
  "pushWebHandler",
  "redisPushLog",
  "redisTokenStore"
]
