/**
 * Invented text instead of real text: every letter becomes a letter of the same script, every digit a digit; other
 * characters stay.
 *
 * The seed of the dice is a running number, so the invented text says nothing about the real one.
 */
import type { Dice } from "../world/Dice.ts"

interface CharacterClass {
  readonly matches: RegExp
  readonly choices: string
}

/** From the Thousand Character Classic: these characters look like no name and no address. */
const han = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"

const classes: ReadonlyArray<CharacterClass> = [
  { matches: /[0-9]/, choices: "0123456789" },
  { matches: /[a-z]/, choices: "abcdefghijklmnopqrstuvwxyz" },
  { matches: /[A-Z]/, choices: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { matches: /\p{Script=Han}/u, choices: han },
  { matches: /[０-９]/u, choices: "０１２３４５６７８９" },
  { matches: /[Ａ-Ｚａ-ｚ]/u, choices: "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮ" },
  { matches: /\p{Script=Hiragana}/u, choices: "いろはにほへとちりぬるを" },
  { matches: /\p{Script=Katakana}/u, choices: "イロハニホヘトチリヌルヲ" },
  { matches: /\p{Script=Hangul}/u, choices: "가나다라마바사아자차카타파하" },
  { matches: /\p{Script=Cyrillic}/u, choices: "абвгдежзиклмнопрст" },
  { matches: /\p{Script=Greek}/u, choices: "αβγδεζηθικλμνξοπ" },
  { matches: /\p{Lu}/u, choices: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { matches: /[\p{L}\p{N}]/u, choices: "abcdefghijklmnopqrstuvwxyz" }
]

/** A text with the same number of characters in the same scripts, and long numbers as `withZeros` writes them. */
export const inventedText = (text: string, dice: Dice): string =>
  withZeros([...text].map((character) => inventedCharacter(character, dice)).join(""))

/** Writes four zeros into every run of seven or more digits, so that it is nobody's telephone number. */
export const withZeros = (text: string): string =>
  text.replaceAll(/[0-9]{7,}/g, (digits) => `${digits.slice(0, 3)}0000${digits.slice(7)}`)

const inventedCharacter = (character: string, dice: Dice): string => {
  const choices = classes.find(({ matches }) => matches.test(character))?.choices
  return choices === undefined ? character : (dice.pickFrom([...choices]) ?? character)
}
