/** What clients of one platform account share: quota, pauses and tokens, in this process or through Redis. */
export type { FetchedToken } from "./account/AccessTokens.ts"
export { Accounts, layer, layerRedis } from "./account/Accounts.ts"
export { layerTokenFiles } from "./account/fileTokenStore.ts"
export { type StoredToken, TokenStore } from "./account/TokenStore.ts"
