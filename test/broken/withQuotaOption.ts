import type { AdapterManifest, Quota } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import type { Sound } from "./BrokenAdapter.ts"

/** The adapter with an option that states another quota than the platform has. It declares the platform's all the same. */
export const withQuotaOption = (subject: Sound, quota: Pick<Quota, "requests" | "seconds">): Sound => {
  const { operations } = subject.adapter.manifest
  const declared = (manifest: AdapterManifest): AdapterManifest => ({
    ...manifest,
    operations: Record.map(manifest.operations, (operation, name) => ({
      ...operation,
      quota: operations[name]?.quota ?? null
    }))
  })
  return {
    ...subject,
    adapter: {
      ...subject.adapter,
      make: (options) =>
        Effect.map(subject.adapter.make({ ...(options as object), quota }), (adapter) => ({
          ...adapter,
          manifest: declared(adapter.manifest)
        }))
    }
  }
}

export const boundless = { requests: 1_000_000, seconds: 1 }
