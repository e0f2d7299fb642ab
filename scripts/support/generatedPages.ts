import { orderJsonSchema } from "@huidan/core"
import { adaptersPage } from "./adaptersPage.ts"
import { readManifests } from "./manifests.ts"
import { orderPage } from "./orderPage.ts"

export interface GeneratedPage {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
}

export const generatedPages = async (root: string): Promise<ReadonlyArray<GeneratedPage>> => [
  { path: "docs/order.md", text: orderPage(orderJsonSchema()) },
  { path: "docs/adapters.md", text: adaptersPage((await readManifests(root)).map(({ manifest }) => manifest)) }
]
