import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useRouter } from "@tanstack/react-router"
import { Button, Input } from "antd"
import * as Redacted from "effect/Redacted"
import { type FormEvent, useEffect, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { call, keepCsrf } from "../../api/client.ts"
import { failureOf } from "../../api/failure.ts"
import { meQuery } from "../../api/queries.ts"
import { Failed, FailureAdvice, FailureTitle } from "../../parts/states.tsx"

type Fault = "nameless" | "short" | "differ"

const leastPassword = 10

const faultOf = (name: string | null, password: string, repeated: string): Fault | null => {
  if (name === "") return "nameless"
  if (password.length < leastPassword) return "short"
  return password === repeated ? null : "differ"
}

/** Sets a password by a one-time link. Its token is behind `#`, which browsers do not send, and leaves the address at once. */
export const LinkPage = () => {
  const { t } = useTranslation()
  const router = useRouter()
  const queries = useQueryClient()
  const [token] = useState(() => location.hash.slice(1))
  const [name, setName] = useState("")
  const [password, setPassword] = useState("")
  const [repeated, setRepeated] = useState("")
  const [fault, setFault] = useState<Fault | null>(null)
  const ids = { name: useId(), password: useId(), repeated: useId() }
  useEffect(() => {
    document.title = `${t("page.link")} · ${t("app.name")}`
  }, [t])
  useEffect(() => {
    history.replaceState(history.state, "", location.pathname)
  }, [])
  const link = useQuery({
    // The key of the query leaves out the token, which is a secret.
    queryKey: ["link"],
    queryFn: ({ signal }) =>
      call(({ login: group }) => group.ofLink({ payload: { token: Redacted.make(token) } }), signal),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false
  })
  const account = link.data?.account ?? null
  const newName = account === null ? name.trim() : null
  const login = useMutation({
    mutationFn: () =>
      call(({ login: group }) =>
        group.byLink({
          payload: {
            token: Redacted.make(token),
            password: Redacted.make(password),
            ...(newName === null ? {} : { name: newName })
          }
        })
      ),
    onSuccess: (me) => {
      keepCsrf(me.csrf)
      queries.setQueryData(meQuery.queryKey, me)
      void router.navigate({ to: "/" })
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = faultOf(newName, password, repeated)
    setFault(found)
    if (found === null) login.mutate()
  }
  return (
    <main className="narrow">
      <form className="card stack" onSubmit={submit} noValidate>
        <div>
          <h1>{t("page.link")}</h1>
          {link.data !== undefined && (
            <p className="muted">{account === null ? t("login.linkLead") : t("login.linkLeadOf", { name: account })}</p>
          )}
        </div>
        {token === "" && (
          <p className="notice notice-bad" role="alert">
            {t("login.noToken")}
          </p>
        )}
        {link.isError && <Failed error={link.error} retry={() => void link.refetch()} />}
        {fault !== null && (
          <p className="notice notice-bad" role="alert">
            {t(`login.${fault}`)}
          </p>
        )}
        {login.isError && fault === null && (
          <div className="notice notice-bad" role="alert">
            <p>
              <FailureTitle failure={failureOf(login.error)} />
            </p>
            <FailureAdvice failure={failureOf(login.error)} />
          </div>
        )}
        <div className="field">
          <label htmlFor={ids.name}>{t(account === null ? "login.newUser" : "login.user")}</label>
          <Input
            id={ids.name}
            required
            readOnly={account !== null}
            autoComplete="username"
            maxLength={64}
            value={account ?? name}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.password}>{t("login.newPassword")}</label>
          <Input
            id={ids.password}
            type="password"
            autoComplete="new-password"
            maxLength={256}
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.repeated}>{t("login.repeat")}</label>
          <Input
            id={ids.repeated}
            type="password"
            autoComplete="new-password"
            maxLength={256}
            value={repeated}
            onChange={({ target }) => setRepeated(target.value)}
          />
        </div>
        <Button type="primary" htmlType="submit" loading={login.isPending} disabled={link.data === undefined}>
          {t("login.setPassword")}
        </Button>
      </form>
    </main>
  )
}
