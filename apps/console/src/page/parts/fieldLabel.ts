import { fieldLabels, type Label, type OrderField, type Pointer } from "@huidan/core"
import { usePreferences } from "../theme/preferences.tsx"

const labels: { readonly [pattern: string]: Label } = fieldLabels

/** The name of the field at a place of an order by core's table: its own, or that of the field it is a part of. */
export const useFieldLabel = (): ((place: OrderField | Pointer) => string) => {
  const { language } = usePreferences()
  return (place) => {
    let pattern = place.replaceAll(/\/\d+(?=\/|$)/g, "/*")
    while (pattern !== "" && !Object.hasOwn(labels, pattern)) {
      pattern = Object.hasOwn(labels, `${pattern}/*`) ? `${pattern}/*` : pattern.slice(0, pattern.lastIndexOf("/"))
    }
    return labels[pattern]?.[language] ?? place
  }
}
