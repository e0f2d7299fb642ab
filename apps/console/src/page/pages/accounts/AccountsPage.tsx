import { useQuery } from "@tanstack/react-query"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../../api/access.ts"
import type { AccountView } from "../../../api/accounts.ts"
import { accountsQuery, meQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { type Column, DataTable } from "../../parts/DataTable.tsx"
import { Page, Section } from "../../parts/Page.tsx"
import { useNames } from "../../parts/ShopName.tsx"
import { Answer, Empty } from "../../parts/states.tsx"
import { LinkDialog } from "./LinkDialog.tsx"
import { RemoveDialog, type Removed } from "./RemoveDialog.tsx"
import { TokenDialog } from "./TokenDialog.tsx"

/** The columns that accounts and tokens have in common. */
const useRightsColumns = (): ReadonlyArray<Column<AccountView>> => {
  const { t } = useTranslation()
  const names = useNames()
  return [
    {
      name: "role",
      heading: t("accounts.role"),
      cell: ({ role }) => <span className="nowrap">{t(`role.${role}`)}</span>
    },
    {
      name: "shops",
      heading: t("accounts.shops"),
      cell: ({ shops }) => {
        if (shops === null) return t("accounts.allShops")
        return shops.length === 0 ? t("accounts.noShops") : shops.map(names.shop).join(t("punctuation.and"))
      }
    },
    {
      name: "created",
      heading: t("accounts.created"),
      cell: ({ created }) => <span className="number">{timeText(created)}</span>
    }
  ]
}

interface ListProps {
  readonly rows: ReadonlyArray<AccountView>
  readonly remove: (removed: Removed) => void
}

const AccountList = ({ remove, reset, rows }: ListProps & { readonly reset: (account: AccountView) => void }) => {
  const { t } = useTranslation()
  const rights = useRightsColumns()
  const { data: me } = useQuery(meQuery)
  return (
    <DataTable
      label={t("accounts.people")}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { name: "name", heading: t("login.user"), isRowHeading: true, cell: ({ name }) => name },
        ...rights,
        {
          name: "actions",
          heading: t("accounts.actions"),
          cell: (account) => (
            <span className="row">
              <Button size="small" aria-haspopup="dialog" onClick={() => reset(account)}>
                {t("accounts.resetPassword")}
              </Button>
              {account.name === me?.name ? (
                <span className="muted">{t("accounts.yourself")}</span>
              ) : (
                <Button
                  size="small"
                  danger
                  aria-haspopup="dialog"
                  onClick={() => remove({ kind: "account", name: account.name })}
                >
                  {t("accounts.revoke.account")}
                </Button>
              )}
            </span>
          )
        }
      ]}
    />
  )
}

const TokenList = ({ remove, rows }: ListProps) => {
  const { t } = useTranslation()
  const rights = useRightsColumns()
  if (rows.length === 0) return <p className="muted">{t("accounts.noTokens")}</p>
  return (
    <DataTable
      label={t("accounts.tokens")}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { name: "name", heading: t("accounts.program"), isRowHeading: true, cell: ({ name }) => name },
        ...rights,
        { name: "owner", heading: t("accounts.owner"), cell: ({ owner }) => owner ?? "—" },
        {
          name: "expires",
          heading: t("accounts.expires"),
          cell: ({ expires }) => (expires === null ? t("accounts.endless") : timeText(expires))
        },
        {
          name: "actions",
          heading: t("accounts.actions"),
          cell: ({ name }) => (
            <Button size="small" danger aria-haspopup="dialog" onClick={() => remove({ kind: "token", name })}>
              {t("accounts.revoke.token")}
            </Button>
          )
        }
      ]}
    />
  )
}

/** The dialog that is open. */
type Open = { readonly dialog: "link"; readonly account: AccountView | null } | { readonly dialog: "token" }

/** Who has an account, which programs have a token, and what they may do. */
export const AccountsPage = () => {
  const { t } = useTranslation()
  const answer = useQuery(accountsQuery)
  const [open, setOpen] = useState<Open | null>(null)
  const [removed, setRemoved] = useState<Removed | null>(null)
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
        {({ accounts, tokens }) => (
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
                remove={setRemoved}
                reset={(account) => setOpen({ dialog: "link", account })}
              />
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
      <RemoveDialog removed={removed} close={() => setRemoved(null)} />
    </Page>
  )
}
