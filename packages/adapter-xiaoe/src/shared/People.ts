/** People that several answers describe alike: recipients, dealers, students. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { type PrivateText, plainValue, sentText } from "@huidan/core"
import { onceEach } from "./onceEach.ts"

type Text = Traced.Traced<string | null>
type PersonalText = Traced.Traced<PrivateText | null>

/** Whether the platform states any of these. */
export const statesAny = (fields: ReadonlyArray<Traced.Traced<unknown>>): boolean =>
  fields.some((field) => field.value !== null)

/** `null` if nothing of the recipient is stated. */
export const toRecipient = (recipient: {
  readonly name: PersonalText
  readonly phone: PersonalText
  readonly province: Text
  readonly city: Text
  readonly district: Text
  readonly detail: PersonalText
}): Draft.Block<"recipient"> | null => {
  const { city, detail, district, name, phone, province } = recipient
  if (!statesAny(Object.values(recipient))) return null
  const country = province.map(() => "CN" as const, "the platform delivers within China")
  return Draft.recipient({ name, phone, country, province, city, district, detail })
}

type PartyRole = "dealer" | "dealer_staff" | "promoter"

/** A list of one party, or an empty one where the answer names none. */
export const toParty = (
  role: PartyRole,
  rule: string,
  person: { readonly id: Text; readonly name: PersonalText; readonly phone: PersonalText }
) => (statesAny([person.id, person.name, person.phone]) ? [{ role: Traced.fixed(role, rule), ...person }] : [])

/** A list of one student with his or her answers, each under its question; an empty list where nothing is stated. */
export const toStudent = (
  person: { readonly id: Text; readonly name: PersonalText; readonly phone: PersonalText },
  fixedAnswers: ReadonlyArray<readonly [question: string, answer: PersonalText]>,
  ownAnswers: ReadonlyArray<{ readonly key: Text; readonly value: ReadonlyArray<PersonalText> }>
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

/** Numeric fields, and ids, say with 0 that there is none. */
export const answered = (answer: PersonalText): PersonalText =>
  answer.map((text) => (plainValue(text) === "0" ? null : text))

/** The texts that are present, each once. */
export const distinct = (texts: ReadonlyArray<PersonalText>): ReadonlyArray<Traced.Traced<PrivateText>> =>
  onceEach(Traced.present(texts), ({ value }) => sentText(value))
