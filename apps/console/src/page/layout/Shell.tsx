import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Outlet, useRouter } from "@tanstack/react-router"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { call, keepCsrf } from "../api/client.ts"
import { isFailure } from "../api/failure.ts"
import { useLiveChanges } from "../api/liveChanges.ts"
import { meQuery } from "../api/queries.ts"
import { SearchedProvider } from "../pages/orders/searched.tsx"
import { Dialog } from "../parts/Dialog.tsx"
import { Navigation } from "./Navigation.tsx"
import { NoShopPage } from "./NoShopPage.tsx"
import { Settings } from "./Settings.tsx"

interface AccountProps {
  readonly isConnected: boolean
}

const Account = ({ isConnected }: AccountProps) => {
  const { t } = useTranslation()
  const router = useRouter()
  const queries = useQueryClient()
  const { data: me } = useQuery(meQuery)
  const logout = async () => {
    // Whatever the server answers, nothing that was loaded stays on the screen.
    const because = await call(({ session }) => session.logout({})).then(
      () => "out" as const,
      (error: unknown) => (isFailure(error, "NotLoggedIn") ? "out" : "unsure")
    )
    keepCsrf(null)
    try {
      await router.navigate({ to: "/login", search: { because } })
    } finally {
      queries.clear()
    }
  }
  return (
    <div className="side-foot">
      <p className="muted" role="status">
        <span className={isConnected ? "dot dot-good" : "dot"} aria-hidden />
        {t(isConnected ? "app.live" : "app.reconnecting")}
      </p>
      <Settings />
      {me !== undefined && (
        <p>
          {me.name} <span className="muted">{t(`role.${me.role}`)}</span>
        </p>
      )}
      <Button onClick={() => void logout()}>{t("action.logout")}</Button>
    </div>
  )
}

/** The sign of the program; its name stands beside it. */
const Logo = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#0958d9" />
    <path d="M8 9h16M8 16h16M8 23h9" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
  </svg>
)

/** The frame of all pages: skip link, navigation, content. */
export const Shell = () => {
  const { t } = useTranslation()
  const { isConnected } = useLiveChanges()
  const { data: me } = useQuery(meQuery)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const brand = (
    <div className="brand">
      <Logo />
      {t("app.name")}
    </div>
  )
  return (
    <SearchedProvider>
      <a className="skip" href="#content">
        {t("app.skip")}
      </a>
      <div className="frame">
        <header className="side">
          {brand}
          <Navigation />
          <Account isConnected={isConnected} />
        </header>
        <header className="top">
          {brand}
          <Button aria-haspopup="dialog" onClick={() => setMenuOpen(true)}>
            {t("app.menu")}
          </Button>
        </header>
        <Dialog title={t("app.menu")} isOpen={isMenuOpen} close={() => setMenuOpen(false)} isAtSide>
          <div className="stack">
            <Navigation onChosen={() => setMenuOpen(false)} />
            <Account isConnected={isConnected} />
          </div>
        </Dialog>
        <main className="main" id="content" tabIndex={-1}>
          {me?.shops?.length === 0 ? <NoShopPage /> : <Outlet />}
        </main>
      </div>
    </SearchedProvider>
  )
}
