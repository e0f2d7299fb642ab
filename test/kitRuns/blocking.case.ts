import { conformance } from "@huidan/conformance/vitest"
import { blockingCall } from "../broken/endlessCalls.ts"

conformance(blockingCall)
