/** Who did something, in the words of the page. The store keeps it as `auditName` of the server writes it. */
import { useTranslation } from "react-i18next"

const token = /^console token: (?<name>.+?)(?: of (?<owner>.+))?$/u
const person = /^console: (?<name>.+)$/u

/** The person or program in the language of the page; as it is where no pattern knows it. */
export const useWhoText = (): ((who: string) => string) => {
  const { t } = useTranslation()
  return (who) => {
    if (who === "huidan" || who === "retention") return t(`audit.programs.${who}`)
    const { name, owner } = token.exec(who)?.groups ?? {}
    if (name !== undefined)
      return owner === undefined ? t("audit.token", { name }) : t("audit.tokenOf", { name, owner })
    const account = person.exec(who)?.groups?.["name"]
    return account === undefined ? who : t("audit.person", { name: account })
  }
}
