import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useRouter, useSearch } from "@tanstack/react-router"
import { Button, Input } from "antd"
import * as Redacted from "effect/Redacted"
import { type FormEvent, useEffect, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { call, keepCsrf } from "../../api/client.ts"
import { failureOf } from "../../api/failure.ts"
import { meQuery } from "../../api/queries.ts"
import { Settings } from "../../layout/Settings.tsx"
import { FailureAdvice, FailureTitle } from "../../parts/states.tsx"

/** Asks who somebody is, and goes back to where they were. */
export const LoginPage = () => {
  const { t } = useTranslation()
  const router = useRouter()
  const queries = useQueryClient()
  const { back, because } = useSearch({ from: "/login" })
  const [name, setName] = useState("")
  const [password, setPassword] = useState("")
  const [isMissing, setMissing] = useState(false)
  const nameId = useId()
  const passwordId = useId()
  useEffect(() => {
    document.title = `${t("page.login")} · ${t("app.name")}`
  }, [t])
  const login = useMutation({
    mutationFn: () =>
      call(({ login: group }) =>
        group.byPassword({ payload: { name: name.trim(), password: Redacted.make(password) } })
      ),
    onSuccess: (me) => {
      keepCsrf(me.csrf)
      queries.setQueryData(meQuery.queryKey, me)
      router.history.push(back ?? "/")
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isFilled = name.trim() !== "" && password !== ""
    setMissing(!isFilled)
    if (isFilled) login.mutate()
  }
  return (
    <main className="narrow">
      <form className="card stack" onSubmit={submit} noValidate>
        <div>
          <h1>{t("page.login")}</h1>
          <p className="muted">{t("login.lead")}</p>
        </div>
        {because !== undefined && login.isIdle && (
          <p className="notice" role="status">
            {t(`login.${because}`)}
          </p>
        )}
        {isMissing && (
          <p className="notice notice-bad" role="alert">
            {t("login.missing")}
          </p>
        )}
        {login.isError && !isMissing && (
          <div className="notice notice-bad" role="alert">
            <p>
              <FailureTitle failure={failureOf(login.error)} />
            </p>
            <FailureAdvice failure={failureOf(login.error)} />
          </div>
        )}
        <div className="field">
          <label htmlFor={nameId}>{t("login.user")}</label>
          <Input
            id={nameId}
            autoComplete="username"
            maxLength={64}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={passwordId}>{t("login.password")}</label>
          <Input
            id={passwordId}
            type="password"
            autoComplete="current-password"
            maxLength={256}
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </div>
        <Button type="primary" htmlType="submit" loading={login.isPending}>
          {t("login.submit")}
        </Button>
        <p className="muted">{t("login.first")}</p>
        <Settings />
      </form>
    </main>
  )
}
