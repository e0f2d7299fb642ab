export { inspectWhole, type Shown, showInAllForms } from "@huidan/conformance/secrecy"
