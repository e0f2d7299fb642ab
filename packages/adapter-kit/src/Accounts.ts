/** What clients of one platform account share: quota, pauses and tokens, in this process or through Redis. */
export { type FetchedToken, isFreshToken } from "./account/AccessTokens.ts"
export {
  Accounts,
  type AccountsOptions,
  layer,
  layerRedis,
  layerShared,
  type RedisAccountsOptions
} from "./account/Accounts.ts"
export { layerTokenFiles } from "./account/fileTokenStore.ts"
export { type AccessToken, TokenStore, type TokenStoreService } from "./account/TokenStore.ts"
