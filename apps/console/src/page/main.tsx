import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"
import { startI18n } from "./i18n/i18n.ts"
import { storedPreferences } from "./theme/preferences.tsx"
import "./styles.css"
import "./pages.css"

const root = document.getElementById("root")
if (root !== null) {
  await startI18n(storedPreferences().language)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
