import { useTranslation } from "react-i18next"
import { usePreferences } from "../theme/preferences.tsx"

/** Language and colours. */
export const Settings = () => {
  const { t } = useTranslation()
  const { choose, colours, language } = usePreferences()
  return (
    <div className="stack">
      <label className="field">
        <span className="field-name">{t("settings.language")}</span>
        <select
          className="native"
          value={language}
          onChange={({ target }) => choose({ language: target.value === "en" ? "en" : "zh" })}
        >
          <option value="zh" lang="zh-CN">
            中文
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </label>
      <label className="field">
        <span className="field-name">{t("settings.colours")}</span>
        <select
          className="native"
          value={colours}
          onChange={({ target }) =>
            choose({ colours: target.value === "light" || target.value === "dark" ? target.value : "system" })
          }
        >
          <option value="system">{t("settings.system")}</option>
          <option value="light">{t("settings.light")}</option>
          <option value="dark">{t("settings.dark")}</option>
        </select>
      </label>
    </div>
  )
}
