/**
 * Invented text in the place of real text: letter for letter of the same script, digit for digit; all else stays.
 *
 * The choice comes from dice whose seed is a running number, so nothing of the real text can be found out from it.
 */
import type { Dice } from "../world/Dice.ts"

interface CharacterClass {
  readonly matches: RegExp
  readonly choices: string
}

/** The Thousand Character Classic, which no name and no address reads like. */
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

/** As many characters of the same scripts, long numbers in the form of `withZeros`. */
export const inventedText = (text: string, dice: Dice): string =>
  withZeros([...text].map((character) => inventedCharacter(character, dice)).join(""))

/** Seven digits and more in a row get the four zeros of an invented number, which is nobody's telephone. */
export const withZeros = (text: string): string =>
  text.replaceAll(/[0-9]{7,}/g, (digits) => `${digits.slice(0, 3)}0000${digits.slice(7)}`)

const inventedCharacter = (character: string, dice: Dice): string => {
  const choices = classes.find(({ matches }) => matches.test(character))?.choices
  return choices === undefined ? character : (dice.pickFrom([...choices]) ?? character)
}
