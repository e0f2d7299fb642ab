/** What looks private wherever it stands, and keys that say so. */
import { isCardNumber, isIdentityNumber } from "./checkDigits.ts"

export interface PrivatePart {
  readonly pattern: RegExp
  /** A token may be a piece of a longer one: it counts only where what is around it stays. */
  readonly isToken?: true
  /** Which of the matches count; all of them where it is left out. */
  readonly counts?: (match: string) => boolean
}

/** A mobile number of mainland China: the country's code, and the number in groups. */
export const mobileShape = /^(?<before>(?:\+|00)?86[- ]?)?(?<number>1[3-9]\d[- ]?\d{4}[- ]?\d{4})$/

export const emailShape = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/

/** In the order in which they are looked for: the first that finds a piece of text has it. */
export const privateParts: ReadonlyArray<PrivatePart> = [
  { pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { pattern: /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, counts: isIdentityNumber },
  { pattern: /(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g },
  { pattern: /(?<![\d-])0\d{2,3}-\d{7,8}(?![\d-])/g },
  { pattern: /(?<!\d)[3-6]\d{14,18}(?!\d)/g, counts: isCardNumber },
  // A postal address: a road or estate, and a number in it.
  {
    pattern:
      /[\p{Script=Han}]{1,12}(?:路|街|道|巷|弄|村|苑|小区|花园|大厦)[\p{Script=Han}]{0,8}\d{1,5}(?:号|栋|幢|座|室|弄|单元)[\p{Script=Han}A-Za-z\d-]{0,20}/gu
  },
  // A token: letters and digits, too long for a word or a name.
  { pattern: /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}(?:\.[\w-]{8,})*/g, isToken: true }
]

const personKeys: ReadonlyArray<RegExp> = [
  /(phone|mobile|telephone|cellphone|fax)(_?(num|number|no))?$/i,
  /(^|_)tel$/i,
  /(buyer|customer|user|real|nick|receiver|recipient|consignee|contact|wx|wechat|person|student|guest|owner|alipay)_?(nick_?)?name$/i,
  /(^|_)(nick|nickname|receiver|consignee|contact|contacts|linkman|picker)$/i,
  /(id|identity)_?card(_?(num|number|no))?$/i,
  /(cert|certificate|passport)_?(num|number|no)$/i,
  /e?_?mail$/i,
  /(^|_)(detail_?)?(address|addr)$/i,
  /(open|union)_?id$/i,
  /birth_?(day|date)$/i,
  /(password|passwd|secret|token|session_?key|credential)s?$/i
]

/** Whether what stands under this key belongs to a person, or opens a door. */
export const saysPrivate = (key: string): boolean => personKeys.some((pattern) => pattern.test(key))

const timeKeys = /time|date|(^|_)at$|expire|deadline|created|updated|start|end|day/i

/**
 * Whether a value that nothing reads can be kept: an amount, a small number, a time, a truth value. A long number is
 * kept only as a time, under a key that speaks of one.
 */
export const saysNothing = (text: string, key: string): boolean => {
  if (saysPrivate(key)) return text.length <= 1
  return (
    /^(?:|-+|true|false|null|.)$/iu.test(text) ||
    /^-?\d{1,6}(?:\.\d{1,4})?%?$/.test(text) ||
    /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text) ||
    (timeKeys.test(key) && /^[1-3]\d{9}(?:\d{3})?$/.test(text))
  )
}

/** Text that the platform has masked already. */
export const isMaskedText = (text: string): boolean => /[*•＊●]/u.test(text)
