/** What order adapters are made of. */
export * as Accounts from "./Accounts.ts"
export { clientOptionFields } from "./adapter/ClientOptions.ts"
export {
  type AdapterDefinition,
  type ClientInput,
  type Configured,
  type DefinedAdapter,
  defineAdapter
} from "./adapter/defineAdapter.ts"
export type {
  CallAdapter,
  CallOptions,
  ListOptions,
  OrderClient,
  OrderResult,
  OrderResultPage
} from "./adapter/PromiseClient.ts"
export type { EnvelopeKeys } from "./answer/Envelope.ts"
export * as Calls from "./Calls.ts"
export * as Crypto from "./Crypto.ts"
export { type Operation, operation } from "./calls/Operation.ts"
export type { Shop } from "./calls/Shop.ts"
export type { OrderCodec } from "./codec/OrderCodec.ts"
export * as Draft from "./Draft.ts"
export * as Lists from "./Lists.ts"
export * as LosslessJson from "./LosslessJson.ts"
export * as Push from "./Push.ts"
export * as Traced from "./Traced.ts"
export * as Wire from "./Wire.ts"
