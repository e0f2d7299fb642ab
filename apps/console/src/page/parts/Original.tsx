import { useTranslation } from "react-i18next"

/** The message of a program or a platform as it came, for those who look for the cause; closed until it is asked for. */
export const Original = ({ text }: { readonly text: string }) => {
  const { t } = useTranslation()
  return (
    <details className="original">
      <summary>{t("state.original")}</summary>
      <p className="mono" lang="en">
        {text}
      </p>
    </details>
  )
}
