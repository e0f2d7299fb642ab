/** Where an order was sold, and what people get for selling it. */
import { Traced } from "@huidan/adapter-kit"
import { type CommissionRole, type PrivateText, plainValue } from "@huidan/core"

/** The platform's name for a channel that it does not know. */
const unknownChannel = "未知渠道来源"

export const knownChannel = (name: Traced.Traced<string | null>): Traced.Traced<string | null> =>
  name.mapAll((text) => (text === unknownChannel ? null : text))

/** The name under which a creator sells. It is public, although commissions have it as the name of a person. */
export const publicName = (name: Traced.Traced<PrivateText | null>): Traced.Traced<string | null> =>
  name.map((text) => plainValue(text))

interface CommissionFields {
  readonly userId?: Traced.Traced<string | null>
  readonly name?: Traced.Traced<PrivateText | null>
  /** Fen. */
  readonly amount?: Traced.Traced<number | null>
  readonly rateBasisPoints?: Traced.Traced<number | null>
}

/** A list of one commission, or an empty one: listed where a person, an amount other than 0 or a rate other than 0 is stated. */
export const toCommission = (role: CommissionRole, rule: string, fields: CommissionFields) => {
  const { amount, name, rateBasisPoints, userId } = fields
  const person = (userId?.value ?? null) !== null || (name?.value ?? null) !== null
  // A rate that is not a whole number of basis points is null with a doubt, but it was stated.
  const rate = (rateBasisPoints?.value ?? 0) !== 0 || (rateBasisPoints?.doubts.length ?? 0) > 0
  return person || (amount?.value ?? 0) !== 0 || rate ? [{ role: Traced.fixed(role, rule), ...fields }] : []
}
