export { plainTextsIn, secretsOfRequest } from "@huidan/conformance/secrecy"
