/** Manifests that name other fields than those that answers state with authority. */
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOperation } from "./withManifest.ts"

export const carriesTooMany: BrokenAdapter = {
  mistake: "the manifest names a field that some answers leave out",
  breaks: "fidelity",
  follows: {},
  subject: withOperation(sound.xiaoe, "order.detail@2.0", (operation) => ({
    ...operation,
    carries: [...operation.carries, "/lines/*/type"]
  }))
}

export const carriesTooFew: BrokenAdapter = {
  mistake: "the manifest does not name a field that every answer states",
  breaks: "fidelity",
  follows: {},
  subject: withOperation(sound.wshoto, "mall.order.detail", (operation) => ({
    ...operation,
    carries: operation.carries.filter((pattern) => pattern !== "/times/updated")
  }))
}
