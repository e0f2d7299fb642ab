/** Which traits the orders of a platform can have. */
import type { TrueOrderLimits } from "../TrueOrderLimits.ts"
import { hugeAmount, type TrueTrait, trueTraits } from "./TrueTrait.ts"

/** The declared ones; if none are declared, those that every twin can print within its other limits. */
export const possibleTraits = (limits: TrueOrderLimits): ReadonlyArray<TrueTrait> => {
  const { traits } = limits
  return traits === undefined
    ? trueTraits.filter((trait) => ordinary[trait](limits))
    : trueTraits.filter((trait) => traits.includes(trait))
}

const always = (): boolean => true
/** A twin needs to be written for it. */
const ifDeclared = (): boolean => false

const ordinary: Readonly<Record<TrueTrait, (limits: TrueOrderLimits) => boolean>> = {
  "several parcels": ifDeclared,
  "parcel of several lines": ifDeclared,
  "partial parcel": ifDeclared,
  "several refunds": ifDeclared,
  "several refunds of one line": ifDeclared,
  "many refunds": ifDeclared,
  "many lines": ({ maxLines }) => maxLines > 1,
  "large quantity": always,
  "gift line": ({ has }) => has.giftLines,
  "bundled line": ({ has }) => has.bundles,
  "bundle with components": ifDeclared,
  "gift order": ({ kinds }) => kinds.includes("gift"),
  presale: ({ kinds }) => kinds.includes("presale"),
  instalments: ({ has, kinds }) => has.phases && kinds.includes("presale"),
  "several discounts": ({ discounts }) => discounts.length > 1,
  "zero amount": always,
  "huge amount": ({ maxUnitPrice }) => maxUnitPrice >= 2 * hugeAmount,
  "midnight in Shanghai": always,
  "month end in Shanghai": always,
  "telephone with +86": ({ privacy }) => privacy.form === "plain",
  "private text in several forms": ({ privacy }) => (privacy.others ?? []).length > 0,
  emoji: always,
  "rare characters in an address": ({ deliveryMethods }) => deliveryMethods.includes("express"),
  "rare ideograph": always
}
