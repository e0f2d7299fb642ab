/** Check digits of identity numbers and bank cards. */

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of the first 17 digits of a Chinese identity card number, by GB 11643 (ISO 7064 mod 11-2). */
export const identityCheck = (digits: string): string => {
  const sum = identityWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return "10X98765432"[sum % 11] ?? ""
}

const identityShape = /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/

/** Whether this is an identity card number: it has a birth date and the right check character. */
export const isIdentityNumber = (text: string): boolean =>
  identityShape.test(text) && identityCheck(text) === text[17]?.toUpperCase()

/** The check digit of these digits, by Luhn's algorithm (ISO/IEC 7812). */
export const luhnCheck = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

/** Whether this may be the number of a bank card: 13 to 19 digits with the right check digit. */
export const isCardNumber = (text: string): boolean =>
  /^\d{13,19}$/.test(text) && luhnCheck(text.slice(0, -1)) === text.at(-1)
