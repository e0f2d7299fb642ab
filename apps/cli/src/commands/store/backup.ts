import { backupStore, type CopySummary, restoreStore } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Stdio from "effect/Stdio"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { makeProgressLine } from "../../output/progressLine.ts"
import type { Settings } from "../../Settings.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { requireStoreFile, storePath } from "../../store/storeFile.ts"

export interface CopyInput {
  readonly file: string
  readonly force: boolean
}

/** Copies the store as it is at one moment, also while it is written. */
export const backup = (input: CopyInput, settings: Settings) =>
  Effect.gen(function* () {
    const from = storePath(yield* readConfiguration(settings.configurationFile))
    yield* requireStoreFile(from)
    const files = { from, to: input.file, mayReplace: input.force }
    yield* copied(backupStore, files, settings, "Copied to", storeFailed(from, input.file))
  })

/** Makes the store of a backup. A store that exists is replaced with `force` only, and only if no process uses it. */
export const restore = (input: CopyInput & { readonly loseForgotten: boolean }, settings: Settings) =>
  Effect.gen(function* () {
    const to = storePath(yield* readConfiguration(settings.configurationFile))
    const files = { from: input.file, to, mayReplace: input.force, mayLoseForgotten: input.loseForgotten }
    yield* copied(restoreStore, files, settings, "Restored", storeFailed(to, input.file))
  })

const copied = Effect.fnUntraced(function* (
  copy: typeof backupStore,
  files: { readonly from: string; readonly to: string; readonly mayReplace: boolean },
  settings: Settings,
  what: string,
  failed: ReturnType<typeof storeFailed>
) {
  const stdio = yield* Stdio.Stdio
  const progress = yield* makeProgressLine
  const summary = yield* copy({
    ...files,
    onProgress: ({ copied: done, pages }) =>
      Effect.provideService(progress.show(`${Math.floor((100 * done) / Math.max(1, pages))} %`), Stdio.Stdio, stdio)
  }).pipe(Effect.mapError(failed), Effect.ensuring(progress.clear))
  yield* printLines([settings.json ? jsonText(summary) : summaryText(summary, what)])
})

const summaryText = ({ bytes, file, rows }: CopySummary, what: string): string =>
  `${what} ${file}: ${rows["orders"] ?? 0} orders, ${bytes} bytes`
