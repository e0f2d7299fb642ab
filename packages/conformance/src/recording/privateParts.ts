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
export const mobileShape = /^(?<before>(?:\+|00)?86[-. ]?)?(?<number>1[3-9]\d[-. ]?\d{4}[-. ]?\d{4})$/

export const emailShape = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/

/** In the order in which they are looked for: the first that finds a piece of text has it. */
export const privateParts: ReadonlyArray<PrivatePart> = [
  // From where it begins alone: tried at each character of a long text, it would never end.
  { pattern: /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { pattern: /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, counts: isIdentityNumber },
  { pattern: /(?<!\d)(?<!\d\.)(?:(?:\+|00)?86[-. ]?)?1[3-9]\d[-. ]?\d{4}[-. ]?\d{4}(?!\d)/g },
  { pattern: /(?<![０-９])１[３-９][０-９]{9}(?![０-９])/gu },
  { pattern: /(?<![\d-])(?<!\d\.)(?:0\d{2,3}[- ]?|[(（]0\d{2,3}[)）] ?)\d{7,8}(?![\d-])/gu },
  { pattern: /(?<!\d)[3-6]\d{14,18}(?!\d)/g, counts: isCardNumber },
  // A postal address: a road or estate, and a number in it.
  {
    pattern:
      /[\p{Script=Han}]{1,12}(?:路|街|道|巷|弄|村|苑|小区|花园|大厦)[\p{Script=Han}]{0,8}\d{1,5}(?:号|栋|幢|座|室|弄|单元)[\p{Script=Han}A-Za-z\d-]{0,20}/gu
  },
  // An account at WeChat or QQ: by its head, or by the word before it.
  { pattern: /(?<![\w-])wxid_[\w-]{5,}/g },
  {
    pattern: /(?<=(?:(?<![A-Za-z])(?:QQ|VX|WeChat)|扣扣|微信)(?:号码?)?[:： ]{0,3})(?<![\w-])(?=[\w-]*\d)[\w-]{6,20}/giu
  },
  // What the query of an address calls a token.
  {
    pattern: /(?<=(?:token|secret|sign|signature|password|passwd|pwd|session|ticket)=)[^&\s"'<>#]{6,}/gi,
    isToken: true
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
  /(^|_)birth(_?(day|date))?$/i,
  /(^|_)(id|identity)_?(num|number|no)$/i,
  /(password|passwd|pwd|secret|token|session_?key|credential)s?$/i,
  /(^|_)(captcha|pin)$/i,
  /(pass|verify|verification|auth|sms|pick_?up|redeem|card)_?code$/i
]

/** Whether what stands under this key belongs to a person, or opens a door. */
export const saysPrivate = (key: string): boolean => personKeys.some((pattern) => pattern.test(key))

/** At its end, for a vendor or a friend is no end, and who updated something is no time. */
const timeKeys =
  /(time|date|stamp|expires?|expired?|deadline|created|updated|(^|_)(start|end|day))(_?(at|on|from|to|start|end|begin|ms|s|sec|seconds|stamp))?$|(^|_)at$/i

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
