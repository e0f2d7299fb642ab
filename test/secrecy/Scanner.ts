export { findLeaks, type Leak } from "@huidan/conformance/secrecy"
