/** The laws of the kit, held against this adapter; `UPDATE_CONFORMANCE=1` writes conformance.json. */
import { conformance } from "@huidan/conformance/vitest"
import { adapter } from "../src/index.ts"
import { twin } from "../twin/index.ts"

conformance({ adapter, twin, report: new URL("../conformance.json", import.meta.url) })
