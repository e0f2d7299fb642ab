/** Whether the traits that a platform declares are those that its answers can show. */
import { canShow, type TrueTrait, trueTraits } from "../../world/traits/TrueTrait.ts"
import type { OrderAnswer, TwinDefinition } from "../definition/TwinDefinition.ts"

/** Whether the answer shows the trait of an order that has it. */
export const shows = (answer: OrderAnswer, trait: TrueTrait): boolean =>
  canShow(answer, trait) && answer.lacks?.includes(trait) !== true

/**
 * What is wrong with `limits.traits`, in words; `null` if nothing is, or if none are declared. A declared trait must be
 * shown by an answer; one that is not declared must be in the `lacks` of every answer that carries its fields.
 */
export const traitMistake = ({ limits, operations }: TwinDefinition): string | null => {
  const { kinds, traits } = limits
  if (traits === undefined) return null
  const answers = Object.entries(operations).flatMap(([operation, { answer }]) =>
    answer === null ? [] : [{ operation, answer }]
  )
  const hidden = traits.filter((trait) => !answers.some(({ answer }) => shows(answer, trait)))
  if (hidden.length > 0) return `no answer shows these of its traits: ${hidden.join(", ")}`
  const possible = trueTraits.filter((trait) => {
    const kind = kindOf[trait]
    return kind === undefined || kinds.includes(kind)
  })
  const left = answers.flatMap(({ answer, operation }) =>
    possible
      .filter((trait) => !traits.includes(trait) && shows(answer, trait))
      .map((trait) => `${trait} (${operation})`)
  )
  return left.length > 0
    ? `answers carry the fields of traits that it does not declare; name them there, or in \`lacks\` of the answer: ${left.join(", ")}`
    : null
}

/** Traits that are kinds of orders: \`limits.kinds` says whether the platform has them. */
const kindOf: Readonly<Partial<Record<TrueTrait, "gift" | "presale">>> = { "gift order": "gift", presale: "presale" }
