/** The lists of accounts, tokens and links. */
import { useQuery } from "@tanstack/react-query"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { AccountView, LinkView } from "../../../api/accounts.ts"
import { meQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { type Column, DataTable } from "../../parts/DataTable.tsx"
import { useNames } from "../../parts/ShopName.tsx"
import type { Removed } from "./RemoveDialog.tsx"
import type { Rights } from "./RightsFields.tsx"

/** The columns that accounts and tokens have in common. */
const useRightsColumns = (): ReadonlyArray<Column<Rights>> => {
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
    }
  ]
}

const useCreatedColumn = (): Column<AccountView> => {
  const { t } = useTranslation()
  return {
    name: "created",
    heading: t("accounts.created"),
    cell: ({ created }) => <span className="number">{timeText(created)}</span>
  }
}

interface ListProps<Row> {
  readonly rows: ReadonlyArray<Row>
  readonly remove: (removed: Removed) => void
}

interface AccountListProps extends ListProps<AccountView> {
  readonly change: (account: AccountView) => void
  readonly reset: (account: AccountView) => void
}

export const AccountList = ({ change, remove, reset, rows }: AccountListProps) => {
  const { t } = useTranslation()
  const rights = useRightsColumns()
  const created = useCreatedColumn()
  const { data: me } = useQuery(meQuery)
  return (
    <DataTable
      label={t("accounts.people")}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { name: "name", heading: t("login.user"), isRowHeading: true, cell: ({ name }) => name },
        ...rights,
        created,
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
                <>
                  <Button size="small" aria-haspopup="dialog" onClick={() => change(account)}>
                    {t("accounts.changeRights")}
                  </Button>
                  <Button
                    size="small"
                    danger
                    aria-haspopup="dialog"
                    onClick={() => remove({ kind: "account", name: account.name })}
                  >
                    {t("accounts.revoke.account")}
                  </Button>
                </>
              )}
            </span>
          )
        }
      ]}
    />
  )
}

export const TokenList = ({ remove, rows }: ListProps<AccountView>) => {
  const { t } = useTranslation()
  const rights = useRightsColumns()
  const created = useCreatedColumn()
  if (rows.length === 0) return <p className="muted">{t("accounts.noTokens")}</p>
  return (
    <DataTable
      label={t("accounts.tokens")}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { name: "name", heading: t("accounts.program"), isRowHeading: true, cell: ({ name }) => name },
        ...rights,
        created,
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

/** One-time links that nobody has used yet. */
export const LinkList = ({ remove, rows }: ListProps<LinkView>) => {
  const { t } = useTranslation()
  const rights = useRightsColumns()
  const nameOf = ({ account }: LinkView): string =>
    account === null ? t("accounts.linkToNew") : t("accounts.linkTo", { name: account })
  if (rows.length === 0) return <p className="muted">{t("accounts.noLinks")}</p>
  return (
    <DataTable
      label={t("accounts.links")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { name: "name", heading: t("accounts.linkFor"), isRowHeading: true, cell: nameOf },
        ...rights,
        { name: "maker", heading: t("accounts.owner"), cell: ({ maker }) => maker ?? "—" },
        {
          name: "expires",
          heading: t("accounts.expires"),
          cell: ({ expires }) => <span className="number">{timeText(expires)}</span>
        },
        {
          name: "actions",
          heading: t("accounts.actions"),
          cell: (link) => (
            <Button
              size="small"
              danger
              aria-haspopup="dialog"
              onClick={() => remove({ kind: "link", id: link.id, name: nameOf(link) })}
            >
              {t("accounts.revoke.link")}
            </Button>
          )
        }
      ]}
    />
  )
}
