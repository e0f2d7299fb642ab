/** Stand-ins: invented values with the form of real ones. The same value always has the same stand-in. */
import { makeDice } from "../world/Dice.ts"
import { identityCheck, isCardNumber, isIdentityNumber, luhnCheck } from "./checkDigits.ts"
import { inventedText, withZeros } from "./invented.ts"
import { emailShape, isMaskedText } from "./privateParts.ts"
import { mobileShape } from "./telephones.ts"

export interface StandIns {
  /** The stand-in for a private text, an id, or a part of one. */
  readonly make: (text: string, kind: "id" | "text") => string
}

/** Stand-ins depend on the order of the calls. None of them is one of the `originals`. */
export const makeStandIns = (originals: ReadonlySet<string>): StandIns => {
  const made = new Map<string, string>()
  const used = new Set<string>()
  let asked = 0
  return {
    make: (text, kind) => {
      const before = isMaskedText(text) || !/[\p{L}\p{N}]/u.test(text) ? text : made.get(text)
      if (before !== undefined) return before
      const shape = shapes.find(({ fits }) => fits(text, kind)) ?? plainShape
      let standIn = text
      for (let tries = 0; tries < maximumTries; tries++) {
        standIn = shape.invent(text, ++asked)
        if (standIn !== text && !used.has(standIn) && !originals.has(standIn)) break
      }
      made.set(text, standIn)
      used.add(standIn)
      return standIn
    }
  }
}

/** If a very short text has no unused stand-in left, two texts share one. */
const maximumTries = 200

/** Whether a text is replaced as a whole, whatever known texts are in it. */
export const isOnePiece = (text: string): boolean => emailShape.test(text) || urlShape.test(text) || isCipher(text)

interface Shape {
  readonly fits: (text: string, kind: "id" | "text") => boolean
  readonly invent: (text: string, number: number) => string
}

const diceOf = (number: number) => makeDice("stand-in", number)

const plainShape: Shape = {
  fits: () => true,
  invent: (text, number) => inventedText(text, diceOf(number))
}

/** No network uses the range 154. */
const inventMobile = (text: string, number: number): string => {
  const { before = "", number: written = "" } = mobileShape.exec(text)?.groups ?? {}
  const digits = `154${String(number).padStart(8, "0")}`
  let position = 0
  return before + written.replaceAll(/\d/g, () => digits[position++] ?? "0")
}

const landlineShape = /^0\d{2,3}-?\d{7,8}$/

/** With a region that does not exist, and a birth date in 1800. */
const inventIdentity = (text: string, number: number): string => {
  const digits = `99${String(Math.floor(number / 1000)).padStart(4, "0")}18000101${String(number % 1000).padStart(3, "0")}`
  const check = identityCheck(digits)
  // A bare number cannot end with an X.
  if (check === "X" && /\d$/.test(text)) return inventIdentity(text, number + 500_000)
  return digits + (text.endsWith("x") ? check.toLowerCase() : check)
}

const inventCard = (text: string, number: number): string => {
  const digits = `${text[0]}${String(number).padStart(text.length - 2, "0")}`
  return digits + luhnCheck(digits)
}

const urlShape = /^(?<before>(?:https?:)?\/\/)(?:[^/?#]+)(?<path>[^?#]*)/i

const inventUrl = (text: string, number: number): string => {
  const { before = "", path = "" } = urlShape.exec(text)?.groups ?? {}
  const extension = /\.[A-Za-z]{2,5}$/.exec(path)?.[0] ?? ""
  return `${before}example.com${inventedText(path.slice(0, path.length - extension.length), diceOf(number))}${extension}`
}

/** `$index$cipher$1$$`, `#index#cipher#1##`, `~…~…~1~~` and `1@#cipher`: the frame shows the kind of the cipher. */
const cipherShape = /^(?<before>([$#~])|\d+@#)(?<cipher>.+?)(?<after>\2\d+\2\2|)$/

const isCipher = (text: string): boolean => {
  const { after, before } = cipherShape.exec(text)?.groups ?? {}
  return before !== undefined && (before.includes("@") || after !== "")
}

const inventCipher = (text: string, number: number): string => {
  const { after = "", before = "", cipher = "" } = cipherShape.exec(text)?.groups ?? {}
  return before + inventedText(cipher, diceOf(number)) + after
}

const tokenShape = /^(?=.*\d)(?=.*[A-Za-z])[\w.-]{24,}$/

/** With dots in between, so that scanners do not report it as a credential. */
const inventToken = (text: string, number: number): string =>
  inventedText(text, diceOf(number)).replaceAll(/([\w-]{11})[\w-]/g, "$1.")

/**
 * The largest exact integer of a double, of a signed and of an unsigned 64-bit number: a stand-in exceeds the same
 * ones.
 */
const limits = [2n ** 53n - 1n, 2n ** 63n - 1n, 2n ** 64n - 1n]

const passes = (digits: string): number => limits.filter((limit) => BigInt(digits) > limit).length

/** Keeps the first two digits, and fills with nines if zeros would change the size of the number. */
const inventDigits = (text: string, number: number): string => {
  const filled = ["0", "9"].map(
    (filler) =>
      text.slice(0, 2) +
      String(number)
        .padStart(4, "0")
        .padStart(text.length - 2, filler)
  )
  return filled.find((digits) => passes(digits) === passes(text)) ?? filled[0] ?? text
}

/** The prefix of an id, such as `o_` or `app`, of at most six characters: it shows the kind of the id. */
const idHead = /^(?:[A-Za-z]{1,5}[_-]|[A-Za-z]{1,3}(?=[\d_-]))/

const inventId = (text: string, number: number): string => {
  const head = idHead.exec(text)?.[0] ?? ""
  return head + inventedText(text.slice(head.length), diceOf(number))
}

const numberShape = /^(?<first>-?\d)(?<rest>\d*(?:\.\d+)?)(?<exponent>(?:[eE][+-]?\d+)?)$/

/** Keeps the first digit, so that the number can be written without quotes. */
const inventNumber = (text: string, number: number): string => {
  const { exponent = "", first = "", rest = "" } = numberShape.exec(text)?.groups ?? {}
  return withZeros(first + inventedText(rest, diceOf(number))) + exponent
}

const shapes: ReadonlyArray<Shape> = [
  { fits: isCipher, invent: inventCipher },
  {
    fits: (text) => emailShape.test(text),
    invent: (text, number) => `${inventedText(text.slice(0, text.indexOf("@")), diceOf(number))}@example.com`
  },
  { fits: (text) => mobileShape.test(text), invent: inventMobile },
  {
    fits: (text) => landlineShape.test(text),
    invent: (text, number) => `0${inventedText(text.slice(1), diceOf(number))}`
  },
  { fits: isIdentityNumber, invent: inventIdentity },
  { fits: (text, kind) => kind === "id" && /^\d{7,}$/.test(text), invent: inventDigits },
  { fits: isCardNumber, invent: inventCard },
  { fits: (text) => urlShape.test(text), invent: inventUrl },
  { fits: (text, kind) => kind === "text" && tokenShape.test(text), invent: inventToken },
  { fits: (text) => /^\d{16,}$/.test(text), invent: inventDigits },
  { fits: (text) => numberShape.test(text), invent: inventNumber },
  { fits: (_text, kind) => kind === "id", invent: inventId }
]
