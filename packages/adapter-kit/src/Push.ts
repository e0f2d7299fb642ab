/** Receiving a platform's pushes. */

export { headerOf, itemsOf, type Message, memberOf, messageOf, parse, textOf } from "./push/messages.ts"
export {
  layerKeyValueStore,
  layerMemory,
  PushLog,
  pushMemorySeconds as memorySeconds
} from "./push/PushLog.ts"
export { pushWebHandler as webHandler } from "./push/pushWebHandler.ts"
