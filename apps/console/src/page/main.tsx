import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"
import { startI18n } from "./i18n/i18n.ts"
import { router } from "./router.tsx"
import { storedPreferences } from "./theme/preferences.tsx"
import "./styles.css"
import "./pages.css"

const root = document.getElementById("root")
if (root !== null) {
  // The first page is asked for before anything is shown: what it needs comes while the frame around it is made. Nobody waits
  // for it here: until it has come, the frame says that it is loading.
  void router.load()
  await startI18n(storedPreferences().language)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
