import { useTranslation } from "react-i18next"
import { spanOf } from "./time.ts"

/** A length of time in milliseconds, as text in its largest unit. */
export const useSpanText = (): ((millis: number) => string) => {
  const { t } = useTranslation()
  return (millis) => {
    const { count, unit } = spanOf(millis)
    return t(`span.${unit}`, { count })
  }
}
