import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Role } from "../../../api/access.ts"
import { shopsQuery } from "../../api/queries.ts"
import { type ShopId, useNames } from "../../parts/ShopName.tsx"

/** What an account may do, and at which shops; `null`: all. */
export interface Rights {
  readonly role: Role
  readonly shops: ReadonlyArray<ShopId> | null
}

/** The fewest: somebody who adds an account chooses each right. */
export const fewestRights: Rights = { role: "reader", shops: [] }

/** Whether an account with these rights sees anything. */
export const seesAny = ({ shops }: Rights): boolean => shops === null || shops.length > 0

interface RightsFieldsProps {
  readonly rights: Rights
  readonly change: (rights: Rights) => void
}

/** Asks for a role and for shops. */
export const RightsFields = ({ change, rights: { role, shops } }: RightsFieldsProps) => {
  const { t } = useTranslation()
  const names = useNames()
  const { data } = useQuery(shopsQuery)
  const has = ({ platform, shopId }: ShopId): boolean =>
    shops?.some((each) => each.platform === platform && each.shopId === shopId) === true
  const toggle = ({ platform, shopId }: ShopId) => {
    const others = (shops ?? []).filter((each) => each.platform !== platform || each.shopId !== shopId)
    change({ role, shops: has({ platform, shopId }) ? others : [...others, { platform, shopId }] })
  }
  return (
    <>
      <label className="field">
        <span className="field-name">{t("accounts.role")}</span>
        <select
          className="native"
          value={role}
          onChange={({ target }) =>
            change({ role: Role.literals.find((each) => each === target.value) ?? "reader", shops })
          }
        >
          {Role.literals.map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <p className="muted">{t(`accounts.roles.${role}`)}</p>
      <fieldset className="choices">
        <legend>{t("accounts.shops")}</legend>
        <label className="row">
          <input
            type="checkbox"
            checked={shops === null}
            onChange={({ target }) => change({ role, shops: target.checked ? null : [] })}
          />
          {t("accounts.allShops")}
        </label>
        {shops !== null &&
          data?.shops.map((shop) => (
            <label key={`${shop.platform}/${shop.shopId}`} className="row">
              <input type="checkbox" checked={has(shop)} onChange={() => toggle(shop)} />
              {names.shop(shop)}
            </label>
          ))}
      </fieldset>
      {role === "revealer" && shops === null && <p className="notice">{t("accounts.managesAccounts")}</p>}
    </>
  )
}
