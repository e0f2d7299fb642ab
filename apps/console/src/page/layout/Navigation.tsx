import {
  AppstoreOutlined,
  AuditOutlined,
  ExceptionOutlined,
  OrderedListOutlined,
  PieChartOutlined,
  QuestionCircleOutlined
} from "@ant-design/icons"
import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"

const places = [
  { to: "/", name: "overview", icon: <PieChartOutlined aria-hidden /> },
  { to: "/orders", name: "orders", icon: <OrderedListOutlined aria-hidden /> },
  { to: "/why", name: "whyShort", icon: <QuestionCircleOutlined aria-hidden /> },
  { to: "/shops", name: "shops", icon: <AppstoreOutlined aria-hidden /> },
  { to: "/quarantine", name: "quarantine", icon: <ExceptionOutlined aria-hidden /> },
  { to: "/audit", name: "audit", icon: <AuditOutlined aria-hidden /> }
] as const

interface NavigationProps {
  readonly onChosen?: () => void
}

/** Links to the pages. */
export const Navigation = ({ onChosen }: NavigationProps) => {
  const { t } = useTranslation()
  return (
    <nav className="nav" aria-label={t("app.navigation")}>
      <ul>
        {places.map(({ icon, name, to }) => (
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
