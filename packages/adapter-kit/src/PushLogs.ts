/** Which messages of pushes were handled: logs for programs. */
export { layerKeyValueStore } from "./push/keyValuePushLog.ts"
export { layerMemory, PushLog, type PushLogService } from "./push/PushLog.ts"
export { layerRedis } from "./push/pushLogInRedis.ts"
