/** Receiving a platform's pushes. */

/** A part of a message that knows its place in it. `Wire` schemas decode it. */
export type { Located as Message } from "./answer/Located.ts"
export { headerOf, itemsOf, memberOf, messageOf, parse, textOf } from "./push/messages.ts"
export {
  layerKeyValueStore,
  layerMemory,
  PushLog
} from "./push/PushLog.ts"
export { pushWebHandler as webHandler } from "./push/pushWebHandler.ts"
