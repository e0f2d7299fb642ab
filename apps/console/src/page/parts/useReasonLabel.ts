import { type Label, reasonLabels } from "@huidan/core"
import { useTranslation } from "react-i18next"
import { usePreferences } from "../theme/preferences.tsx"

const labels: { readonly [tag: string]: Label } = reasonLabels

/** The name of the reason why something failed: a platform's by core's table; its tag if no table knows it. */
export const useReasonLabel = (): ((tag: string) => string) => {
  const { i18n } = useTranslation()
  const { language } = usePreferences()
  return (tag) => {
    const label = Object.hasOwn(labels, tag) ? labels[tag] : undefined
    if (label !== undefined) return label[language]
    const key = `reason.names.${tag}`
    return i18n.exists(key) ? String(i18n.t(key as "reason.names.SqlError")) : tag
  }
}

/** What to do about a reason. */
export const useReasonAdvice = (): ((tag: string) => string) => {
  const { i18n, t } = useTranslation()
  return (tag) => {
    const key = `reason.advice.${tag}`
    return i18n.exists(key) ? String(i18n.t(key as "reason.advice.Timeout")) : t("reason.unknown")
  }
}
