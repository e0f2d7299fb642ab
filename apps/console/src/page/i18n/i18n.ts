import i18next, { type i18n as I18n } from "i18next"
import { initReactI18next } from "react-i18next"
import { en } from "./en.ts"
import { zh } from "./zh.ts"

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof zh }
  }
}

/** The texts of the page, Chinese first. */
export const i18n: I18n = i18next.createInstance()

/** Makes the texts ready to be used. */
export const startI18n = (language: "zh" | "en"): Promise<unknown> =>
  i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh",
    resources: { zh: { translation: zh }, en: { translation: en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false }
  })
