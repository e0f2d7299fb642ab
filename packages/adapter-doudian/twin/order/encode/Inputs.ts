/** What the buyer filled in or chose for a line. */
import type { Dice, JsonNode } from "@huidan/conformance"
import { type OrderLine, plainValue } from "@huidan/core"
import { list, text } from "../Shapes.ts"
import { isProperty } from "./Parts.ts"
import { pairOf } from "./Recipient.ts"

/** The buyer's accounts, of orders that are recharged or delivered to one. */
export const encodeAccounts = (line: OrderLine | null, dice: Dice): JsonNode => ({
  account_info: list(
    (line?.inputs ?? []).map((input) => {
      const account = pairOf(input.value)
      return {
        account_name: text(input.name),
        account_type: dice.pick(["Mobile", "NumberLetter"]),
        account_id: account.shown,
        encrypt_account_id: account.encrypted
      }
    }),
    dice
  )
})

/** 定制商品信息: texts by their names, and pictures. */
export const encodeCustomisation = (line: OrderLine | null, dice: Dice): JsonNode => {
  const inputs = line?.inputs ?? []
  if (inputs.length === 0) return list([], dice)
  const texts = inputs.filter(({ name }) => name !== null)
  const pictures = inputs.filter(({ name }) => name === null)
  return [
    {
      detail: {
        text: list(
          texts.map(({ name, value }, index) => ({ id: index, key: text(name), content: text(plainValue(value)) })),
          dice
        ),
        pic: list(
          pictures.map(({ value }, index) => ({ id: index, url: text(plainValue(value)) })),
          dice
        )
      }
    }
  ]
}

/** 商品属性, of goods from a shop nearby; most answers have no such key. */
export const customProperties = (line: OrderLine): { readonly [key: string]: JsonNode } => {
  const chosen = line.specs.filter(isProperty)
  return chosen.length === 0 ? {} : { custom_properties: chosen.map(({ value }) => ({ name: value })) }
}
