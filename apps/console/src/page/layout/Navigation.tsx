import {
  AppstoreOutlined,
  AuditOutlined,
  ExceptionOutlined,
  OrderedListOutlined,
  PieChartOutlined,
  QuestionCircleOutlined,
  TeamOutlined
} from "@ant-design/icons"
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../api/access.ts"
import type { Me } from "../../api/session.ts"
import { meQuery } from "../api/queries.ts"

const places = [
  { to: "/", name: "overview", icon: <PieChartOutlined aria-hidden /> },
  { to: "/orders", name: "orders", icon: <OrderedListOutlined aria-hidden /> },
  { to: "/why", name: "whyShort", icon: <QuestionCircleOutlined aria-hidden /> },
  { to: "/shops", name: "shops", icon: <AppstoreOutlined aria-hidden /> },
  { to: "/quarantine", name: "quarantine", icon: <ExceptionOutlined aria-hidden /> },
  { to: "/audit", name: "audit", icon: <AuditOutlined aria-hidden /> },
  { to: "/accounts", name: "accounts", icon: <TeamOutlined aria-hidden /> }
] as const

/** As the API has it: an account of some shops could make one of all shops. */
const managesAccounts = ({ role, shops }: Me): boolean => hasRole(role, "revealer") && shops === null

interface NavigationProps {
  readonly onChosen?: () => void
}

/** Links to the pages. */
export const Navigation = ({ onChosen }: NavigationProps) => {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const shown = places.filter(({ name }) => name !== "accounts" || (me !== undefined && managesAccounts(me)))
  return (
    <nav className="nav" aria-label={t("app.navigation")}>
      <ul>
        {shown.map(({ icon, name, to }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === "/", includeSearch: false }} onClick={() => onChosen?.()}>
              {icon}
              {t(`page.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
