import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { App as AntApp, ConfigProvider } from "antd"
import enUS from "antd/locale/en_US"
import zhCN from "antd/locale/zh_CN"
import { useEffect } from "react"
import { i18n } from "./i18n/i18n.ts"
import { queries, router } from "./router.tsx"
import { PreferencesProvider, usePreferences } from "./theme/preferences.tsx"
import { themes } from "./theme/tokens.ts"

/** The nonce that the server gave this answer: Ant Design's style tags need it, for the page allows no others. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ""

const Themed = () => {
  const { language, scheme } = usePreferences()
  useEffect(() => {
    void i18n.changeLanguage(language)
  }, [language])
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      csp={{ nonce }}
      locale={language === "zh" ? zhCN : enUS}
      theme={themes[scheme]}
    >
      <AntApp className="app">
        <RouterProvider router={router} />
      </AntApp>
    </ConfigProvider>
  )
}

/** The page with everything around it. */
export const App = () => (
  <PreferencesProvider>
    <QueryClientProvider client={queries}>
      <Themed />
    </QueryClientProvider>
  </PreferencesProvider>
)
