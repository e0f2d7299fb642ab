import { useTranslation } from "react-i18next"
import { Page } from "../../parts/Page.tsx"

const steps = [
  { name: "adapter", command: "huidan adapters" },
  { name: "secrets", command: "huidan doctor PLATFORM" },
  { name: "test", command: "huidan get PLATFORM ORDER_NUMBER" },
  { name: "history", command: "huidan serve" }
] as const

/** What to do where no shop is configured. */
export const Checklist = () => {
  const { t } = useTranslation()
  return (
    <Page title={t("checklist.title")} lead={t("checklist.lead")}>
      <ol className="stack checklist">
        {steps.map(({ command, name }) => (
          <li key={name} className="card">
            <h2>{t(`checklist.${name}`)}</h2>
            <p>{t(`checklist.${name}Text`)}</p>
            <code className="code">{command}</code>
          </li>
        ))}
      </ol>
      <p className="muted">{t("checklist.done")}</p>
    </Page>
  )
}
