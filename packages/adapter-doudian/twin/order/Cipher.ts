/**
 * Text as the platform encrypts it: an index for searching (which may be empty), the cipher, a block about the key.
 *
 * Telephone numbers are between `$`, names and addresses between `#`. Nothing is really encrypted: the letters are
 * made up, a new ciphertext each time, as on the platform.
 */
import type { Dice } from "@huidan/conformance"

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** Eight letters for each random number. */
const letters = (count: number, dice: Dice): string =>
  Array.from({ length: Math.ceil(count / 8) }, () => eightLetters(dice.between(0, 2 ** 48 - 1)))
    .join("")
    .slice(0, count)

/** Two letters for each number below 4096: ciphers are most of what this platform sends. */
const twoLetters = Array.from({ length: 4096 }, (_, number) => `${base64[number % 64]}${base64[number >> 6]}`)

const eightLetters = (thrown: number): string => {
  const [low, high] = [thrown % 2 ** 24, Math.floor(thrown / 2 ** 24)]
  return `${twoLetters[low % 4096]}${twoLetters[low >> 12]}${twoLetters[high % 4096]}${twoLetters[high >> 12]}`
}

const between = (mark: "#" | "$", lengths: { readonly index: number; readonly cipher: number }, dice: Dice): string => {
  const index = dice.chance(0.3) ? "" : letters(lengths.index, dice)
  const cipher = `${letters(lengths.cipher, dice)}${dice.pick(["", "=", "=="])}`
  return `${mark}${index}${mark}${cipher}*CgkIARCtHCABKAE${letters(96, dice)}=${mark}1${mark}${mark}`
}

/** `$index$cipher*key$1$$` */
export const telephoneCipher = (dice: Dice): string => between("$", { index: 44, cipher: 107 }, dice)

/** `#index#cipher*key#1##` */
export const textCipher = (dice: Dice): string => between("#", { index: 8, cipher: 118 }, dice)

/** `1@#cipher`: who the buyer is for this shop. */
export const openId = (dice: Dice): string => `1@#${letters(70, dice)}==`

/** `#cipher`: where the parcel goes; orders with one of these go in one parcel. */
export const addressId = (dice: Dice): string => `#${letters(140, dice)}`
