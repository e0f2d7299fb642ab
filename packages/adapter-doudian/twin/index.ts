/** The simulated platform of this package's adapter: see `@huidan/conformance`. */
export { twin } from "./DoudianTwin.ts"
export { type Push, type PushSignature, probeMessage, pushMessage, signedBody, signedPush } from "./push/Message.ts"
