import type { AdapterManifest, OrderQuery } from "@huidan/core"

/** By which time a trial lists: as it wishes where the adapter declares it, else as the adapter can. */
export const listsBy = ({ capabilities }: AdapterManifest, preferUpdated: boolean): OrderQuery["by"] => {
  const wanted = preferUpdated ? "updated" : "created"
  const declared = capabilities.listOrders?.by ?? []
  return declared.includes(wanted) ? wanted : (declared[0] ?? wanted)
}
