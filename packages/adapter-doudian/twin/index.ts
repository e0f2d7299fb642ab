/** The simulated platform of this package's adapter: see `@huidan/conformance`. */
export { twin } from "./DoudianTwin.ts"
