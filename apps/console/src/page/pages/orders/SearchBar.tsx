import { Button, Input } from "antd"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { SearchKind } from "../../../api/orders.ts"
import type { Searched } from "./searched.tsx"

interface SearchBarProps {
  readonly searched: Searched | null
  /** `null` ends the search. */
  readonly search: (searched: Searched | null) => void
}

/** Finds orders by a text. What is typed is never in the address. */
export const SearchBar = ({ search, searched }: SearchBarProps) => {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Searched["kind"]>(searched?.kind ?? "number")
  const [text, setText] = useState(searched?.text ?? "")
  const submit = (event: FormEvent) => {
    event.preventDefault()
    search(text.trim() === "" ? null : { kind, text: text.trim() })
  }
  const isPrivate = kind === "name" || kind === "phone"
  return (
    <search aria-label={t("action.search")}>
      <form className="row" onSubmit={submit} autoComplete="off">
        <select
          className="native"
          aria-label={t("orders.searchKind")}
          value={kind}
          onChange={({ target }) => setKind(SearchKind.literals.find((each) => each === target.value) ?? "number")}
        >
          {SearchKind.literals.map((each) => (
            <option key={each} value={each}>
              {t(`orders.kinds.${each}`)}
            </option>
          ))}
        </select>
        <Input
          className="search-text"
          aria-label={t("orders.searchText")}
          value={text}
          maxLength={200}
          allowClear
          onChange={({ target }) => {
            setText(target.value)
            if (target.value === "") search(null)
          }}
        />
        <Button type="primary" htmlType="submit">
          {t("action.search")}
        </Button>
        {isPrivate && <p className="muted">{t("orders.privateSearch")}</p>}
      </form>
    </search>
  )
}
