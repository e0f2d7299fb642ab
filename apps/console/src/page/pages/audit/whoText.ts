/** Who did something, in the words of the page. */
import { useTranslation } from "react-i18next"
import { type Actor, actorOf } from "../../../api/actor.ts"

/** The person or program in the language of the page, by the fields of an entry. */
export const useActorText = (): ((actor: Actor) => string) => {
  const { t } = useTranslation()
  return ({ kind, name, owner }) => {
    if (kind === "person") return t("audit.person", { name })
    if (kind === "token") return owner === null ? t("audit.token", { name }) : t("audit.tokenOf", { name, owner })
    return name === "huidan" || name === "retention" ? t(`audit.programs.${name}`) : name
  }
}

/** The same, by the text that jobs and subjects of entries have. */
export const useWhoText = (): ((who: string) => string) => {
  const actorText = useActorText()
  return (who) => actorText(actorOf(who))
}
