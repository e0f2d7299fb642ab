import { matchesGlob, relative } from "node:path"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import { killingSuites } from "./killingSuites.ts"

/** Runs the suites as they are listed; a file that several match stands where the last one puts it. */
export class QuickestFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const rankOf = ({ moduleId }: TestSpecification) =>
      killingSuites.findLastIndex((pattern) => matchesGlob(relative(this.ctx.config.root, moduleId), pattern))
    return Promise.resolve(
      files.toSorted((left, right) => rankOf(left) - rankOf(right) || (left.moduleId < right.moduleId ? -1 : 1))
    )
  }
}
