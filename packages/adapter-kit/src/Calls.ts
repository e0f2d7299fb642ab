/** The path of every request, for adapters that need more than `defineAdapter` gives. */
export { httpClient } from "./calls/HttpExchange.ts"
export type { MakeRequest } from "./calls/Operation.ts"
export { makePipeline } from "./calls/RequestPipeline.ts"
export { requestToken, type TokenSource } from "./calls/TokenSource.ts"
