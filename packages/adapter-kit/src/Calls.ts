/** The path of every request, for adapters that need more than `defineAdapter` gives. */
export type { TokenSource } from "./account/AccessTokens.ts"
export { httpClient } from "./calls/HttpExchange.ts"
export type { MakeRequest } from "./calls/Operation.ts"
export { makePipeline } from "./calls/RequestPipeline.ts"
export { requestToken } from "./calls/requestToken.ts"
