import { type Label, reasonLabels } from "@huidan/core"
import { usePreferences } from "../theme/preferences.tsx"

const labels: { readonly [tag: string]: Label } = reasonLabels

/** The name of the reason why a call failed by core's table; its tag if the table does not know it. */
export const useReasonLabel = (): ((tag: string) => string) => {
  const { language } = usePreferences()
  return (tag) => (Object.hasOwn(labels, tag) ? (labels[tag]?.[language] ?? tag) : tag)
}
