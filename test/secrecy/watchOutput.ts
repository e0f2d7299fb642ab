export { watchOutput } from "@huidan/conformance/secrecy"
