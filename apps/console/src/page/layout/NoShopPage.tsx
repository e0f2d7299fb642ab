import { useTranslation } from "react-i18next"
import { Page } from "../parts/Page.tsx"

/** In place of every page, for an account that may see no shop. */
export const NoShopPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t("noShop.title")}>
      <p>{t("noShop.lead")}</p>
    </Page>
  )
}
