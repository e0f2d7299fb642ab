import { matchesGlob, relative } from "node:path"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import { killingSuites } from "./killingSuites.ts"

/** Runs the suites in the order of the list. If several patterns match a file, the last one counts. */
export class QuickestFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const rankOf = ({ moduleId }: TestSpecification) =>
      killingSuites.findLastIndex((pattern) => matchesGlob(relative(this.ctx.config.root, moduleId), pattern))
    return Promise.resolve(
      files.toSorted((left, right) => rankOf(left) - rankOf(right) || (left.moduleId < right.moduleId ? -1 : 1))
    )
  }
}
