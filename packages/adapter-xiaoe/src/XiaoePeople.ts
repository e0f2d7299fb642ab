/** People that both versions of the order detail describe alike: dealers, students. */
import { fixed, present, type Traced } from "@huidan/adapter-kit"
import type { PrivateText } from "@huidan/core"
import * as Redacted from "effect/Redacted"

type PartyRole = "dealer" | "dealer_staff" | "promoter"

/** Whether the platform states any of these. */
export const statesAny = (fields: ReadonlyArray<Traced<unknown>>): boolean =>
  fields.some((field) => field.value !== null)

/** A list of one party, or an empty one where the answer names none. */
export const toParty = (
  role: PartyRole,
  rule: string,
  person: {
    readonly id: Traced<string | null>
    readonly name: Traced<PrivateText | null>
    readonly phone: Traced<PrivateText | null>
  }
) => (statesAny([person.id, person.name, person.phone]) ? [{ role: fixed(role, rule), ...person }] : [])

/** What a person filled in, each answer under its question. */
export const toAnswers = (answers: ReadonlyArray<readonly [question: string, answer: Traced<PrivateText | null>]>) =>
  answers.flatMap(([question, answer]) =>
    answer.value === null ? [] : [{ question: fixed(question, "the field's meaning"), answer }]
  )

/** The platform delivers within China. */
export const toCountry = (province: Traced<string | null>): Traced<"CN" | null> =>
  province.map(() => "CN", "the platform delivers within China")

/** The texts that are there, each once. */
export const distinct = (texts: ReadonlyArray<Traced<PrivateText | null>>): ReadonlyArray<Traced<PrivateText>> =>
  present(texts).filter((text, index, all) => all.findIndex((other) => isSamePlain(other.value, text.value)) === index)

const isSamePlain = (left: PrivateText, right: PrivateText): boolean =>
  left === right ||
  (left.state === "plain" && right.state === "plain" && Redacted.value(left.value) === Redacted.value(right.value))
