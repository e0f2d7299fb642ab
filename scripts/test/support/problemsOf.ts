import { repository } from "../../checks/repository.ts"
import type { Check } from "../../support/Check.ts"
import { type Files, initializeGit, soundRepository, withRepository } from "./temporaryRepository.ts"

/** The problems that a check finds in the sound repository with these changes, and without these files. */
export const problemsOf = (
  check: Check,
  changes: Files = {},
  without: ReadonlyArray<string> = []
): Promise<ReadonlyArray<string>> => {
  const files = Object.fromEntries(
    Object.entries({ ...soundRepository, ...changes }).filter(([path]) => !without.includes(path))
  )
  return withRepository(files, (root) => {
    if (check === repository) initializeGit(root)
    return check.run(root)
  })
}
