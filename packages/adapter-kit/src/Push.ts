/** Receiving a platform's pushes. */

/** A part of a message that knows its place in it. `Wire` schemas decode it. */
export type { Located as Node } from "./answer/Located.ts"
export { layerKeyValueStore } from "./push/keyValuePushLog.ts"
export { headerOf, memberOf, messagesIn, parse, textOf, unreadable } from "./push/messages.ts"
export { optionFields } from "./push/optionFields.ts"
export type { Pushes, PushKey } from "./push/Pushes.ts"
export { layerMemory, PushLog, type PushLogService } from "./push/PushLog.ts"
export { pushWebHandler as webHandler } from "./push/pushWebHandler.ts"
export { layerRedis } from "./push/redisPushLog.ts"
