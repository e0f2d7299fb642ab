/** People that both versions of the order detail describe alike: dealers, students. */
import { Traced } from "@huidan/adapter-kit"
import type { PrivateText } from "@huidan/core"
import * as Redacted from "effect/Redacted"

type PartyRole = "dealer" | "dealer_staff" | "promoter"

/** Whether the platform states any of these. */
export const statesAny = (fields: ReadonlyArray<Traced.Traced<unknown>>): boolean =>
  fields.some((field) => field.value !== null)

/** A list of one party, or an empty one where the answer names none. */
export const toParty = (
  role: PartyRole,
  rule: string,
  person: {
    readonly id: Traced.Traced<string | null>
    readonly name: Traced.Traced<PrivateText | null>
    readonly phone: Traced.Traced<PrivateText | null>
  }
) => (statesAny([person.id, person.name, person.phone]) ? [{ role: Traced.fixed(role, rule), ...person }] : [])

type PersonalText = Traced.Traced<PrivateText | null>

/** A list of one student with what he or she filled in, each answer under its question; an empty one where nobody is stated. */
export const toStudent = (
  person: { readonly id: Traced.Traced<string | null>; readonly name: PersonalText; readonly phone: PersonalText },
  fixedAnswers: ReadonlyArray<readonly [question: string, answer: PersonalText]>,
  ownAnswers: ReadonlyArray<{ readonly key: Traced.Traced<string | null>; readonly value: ReadonlyArray<PersonalText> }>
) => {
  const answers = [
    ...fixedAnswers.flatMap(([question, answer]) =>
      Traced.present([answered(answer)]).map((given) => ({
        question: Traced.fixed(question, "the field's meaning"),
        answer: given
      }))
    ),
    ...ownAnswers.flatMap(({ key, value }) => value.map((answer) => ({ question: key, answer })))
  ]
  return answers.length > 0 || statesAny(Object.values(person))
    ? [{ role: Traced.fixed("student", "student_info"), ...person, answers }]
    : []
}

/** The platform delivers within China. */
export const toCountry = (province: Traced.Traced<string | null>): Traced.Traced<"CN" | null> =>
  province.map(() => "CN", "the platform delivers within China")

/** The texts that are there, each once. */
export const distinct = (
  texts: ReadonlyArray<Traced.Traced<PrivateText | null>>
): ReadonlyArray<Traced.Traced<PrivateText>> =>
  Traced.present(texts).filter(
    (text, index, all) => all.findIndex((other) => isSamePlain(other.value, text.value)) === index
  )

const isSamePlain = (left: PrivateText, right: PrivateText): boolean =>
  left === right ||
  (left.state === "plain" && right.state === "plain" && Redacted.value(left.value) === Redacted.value(right.value))

/** 0 is how an int says that nothing was filled in. */
const answered = (answer: PersonalText): PersonalText =>
  answer.map((text) => (text.state === "plain" && Redacted.value(text.value) === "0" ? null : text))
