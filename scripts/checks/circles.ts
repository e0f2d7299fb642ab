/** Promise: no files of a package import each other in a circle, types included. */
import { type Check, main } from "../support/Check.ts"
import { circlesIn, importArrows } from "../support/importGraph.ts"
import { exampleAdapters, readWorkspace, templateAdapter } from "../support/workspace.ts"

export const circles: Check = {
  name: "circles",
  promise: "no files of a package import each other in a circle, types included",
  run: async (root) =>
    [...readWorkspace(root), ...exampleAdapters(root), ...templateAdapter(root)].flatMap(({ path, place }) =>
      circlesIn(importArrows(path, ["src", "twin", "test"])).map(
        (files) => `${place} has a circle of imports: ${[...files, files[0]].join(" → ")}`
      )
    )
}

if (import.meta.main) await main(circles)
