/** Receiving a platform's pushes. */

export { headerOf, itemsOf, type Message, memberOf, parse, textOf } from "./push/messages.ts"
export {
  layerKeyValueStore,
  layerMemory,
  memoryPushLog as makeMemoryLog,
  PushLog,
  type PushLogService,
  pushMemorySeconds as memorySeconds
} from "./push/PushLog.ts"
export { type PushHandlerOptions, type PushReceiver, pushWebHandler as webHandler } from "./push/pushWebHandler.ts"
