import { useQuery } from "@tanstack/react-query"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../../api/access.ts"
import type { AccountView } from "../../../api/accounts.ts"
import { accountsQuery, meQuery } from "../../api/queries.ts"
import { Page, Section } from "../../parts/Page.tsx"
import { Answer, Empty } from "../../parts/states.tsx"
import { LinkDialog } from "./LinkDialog.tsx"
import { AccountList, LinkList, TokenList } from "./lists.tsx"
import { RemoveDialog, type Removed } from "./RemoveDialog.tsx"
import { RightsDialog } from "./RightsDialog.tsx"
import { TokenDialog } from "./TokenDialog.tsx"

/** The dialog that is open. */
type Open = { readonly dialog: "link"; readonly account: AccountView | null } | { readonly dialog: "token" }

/** Who has an account, which programs have a token, and what they may do. */
export const AccountsPage = () => {
  const { t } = useTranslation()
  const answer = useQuery(accountsQuery)
  const [open, setOpen] = useState<Open | null>(null)
  const [removed, setRemoved] = useState<Removed | null>(null)
  const [changed, setChanged] = useState<AccountView | null>(null)
  const close = () => setOpen(null)
  const { data: me } = useQuery(meQuery)
  if (me !== undefined && hasRole(me.role, "revealer") && me.shops !== null) {
    return (
      <Page title={t("page.accounts")} lead={t("accounts.lead")}>
        <Empty title={t("state.forbidden")}>
          <p>{t("accounts.someShopsOnly")}</p>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={t("page.accounts")} lead={t("accounts.lead")}>
      <Answer of={answer}>
        {({ accounts, links, tokens }) => (
          <div className="stack">
            <Section
              title={t("accounts.people")}
              actions={
                <Button
                  type="primary"
                  aria-haspopup="dialog"
                  onClick={() => setOpen({ dialog: "link", account: null })}
                >
                  {t("accounts.add")}
                </Button>
              }
            >
              <AccountList
                rows={accounts}
                change={setChanged}
                remove={setRemoved}
                reset={(account) => setOpen({ dialog: "link", account })}
              />
            </Section>
            <Section title={t("accounts.links")}>
              <LinkList rows={links} remove={setRemoved} />
            </Section>
            <Section
              title={t("accounts.tokens")}
              actions={
                <Button aria-haspopup="dialog" onClick={() => setOpen({ dialog: "token" })}>
                  {t("accounts.addToken")}
                </Button>
              }
            >
              <TokenList rows={tokens} remove={setRemoved} />
            </Section>
          </div>
        )}
      </Answer>
      <LinkDialog
        account={open?.dialog === "link" ? open.account : null}
        isOpen={open?.dialog === "link"}
        close={close}
      />
      <TokenDialog isOpen={open?.dialog === "token"} close={close} />
      <RightsDialog account={changed} close={() => setChanged(null)} />
      <RemoveDialog removed={removed} close={() => setRemoved(null)} />
    </Page>
  )
}
