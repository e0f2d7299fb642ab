import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import { Empty } from "./states.tsx"

/** An address that no page has. */
export const NotFoundPage = () => {
  const { t } = useTranslation()
  return (
    <main>
      <Empty title={t("page.notFound")}>
        <Link to="/">{t("action.home")}</Link>
      </Empty>
    </main>
  )
}
