/** The way of every request, for adapters that need more than `defineAdapter` gives. */
export { exchange, type HttpAnswer, httpClient } from "./calls/HttpExchange.ts"
export type { MakeRequest, RequestContext } from "./calls/Operation.ts"
export { type Call, makePipeline, type PipelineOptions, type RequestPipeline } from "./calls/RequestPipeline.ts"
export type { RetryPolicy } from "./calls/RetryPolicy.ts"
export type { Rows, Shop } from "./calls/Shop.ts"
export { requestToken, type StatedToken, type TokenSource } from "./calls/TokenSource.ts"
