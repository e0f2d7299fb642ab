import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import { Page } from "./Page.tsx"

/** An address that no page has. */
export const NotFoundPage = () => {
  const { t } = useTranslation()
  return (
    <main id="content">
      <Page title={t("page.notFound")}>
        <Link to="/">{t("action.home")}</Link>
      </Page>
    </main>
  )
}
