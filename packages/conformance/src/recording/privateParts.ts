/** Patterns of private text, and keys of private values. */
import { isCardNumber, isIdentityNumber } from "./checkDigits.ts"
import { telephonePatterns } from "./telephones.ts"

export interface PrivatePart {
  readonly pattern: RegExp
  /** A token may be a part of a longer one, so it counts only if the text around it is kept. */
  readonly isToken?: true
  /** Which of the matches count; all if left out. */
  readonly counts?: (match: string) => boolean
}

export const emailShape = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/

/** Patterns of private text. They are applied in this order. */
export const privateParts: ReadonlyArray<PrivatePart> = [
  // Only from the beginning of an address: tried at each character of a long text, it would be too slow.
  { pattern: /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { pattern: /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, counts: isIdentityNumber },
  ...telephonePatterns,
  { pattern: /(?<!\d)[3-6]\d{14,18}(?!\d)/g, counts: isCardNumber },
  // A postal address: a road or estate with a number.
  {
    pattern:
      /[\p{Script=Han}]{1,12}(?:路|街|道|巷|弄|村|苑|小区|花园|大厦)[\p{Script=Han}]{0,8}\d{1,5}(?:号|栋|幢|座|室|弄|单元)[\p{Script=Han}A-Za-z\d-]{0,20}/gu
  },
  // An account at WeChat or QQ: by its prefix, or by the word before it.
  { pattern: /(?<![\w-])wxid_[\w-]{5,}/g },
  {
    pattern: /(?<=(?:(?<![A-Za-z])(?:QQ|VX|WeChat)|扣扣|微信)(?:号码?)?[:： ]{0,3})(?<![\w-])(?=[\w-]*\d)[\w-]{6,20}/giu
  },
  // A token in the query of a URL, by its name.
  {
    pattern: /(?<=(?:token|secret|sign|signature|password|passwd|pwd|session|ticket)=)[^&\s"'<>#]{6,}/gi,
    isToken: true
  },
  // A token: letters and digits, too long to be a word or a name.
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

/** Whether the value of this key belongs to a person, or is a secret. */
export const saysPrivate = (key: string): boolean => personKeys.some((pattern) => pattern.test(key))

/** Keys of times. Only whole words at the end of a key count: `vendor` is not an `end`, `updated_by` is not a time. */
const timeKeys =
  /(time|date|stamp|expires?|expired?|deadline|created|updated|(^|_)(start|end|day))(_?(at|on|from|to|start|end|begin|ms|s|sec|seconds|stamp))?$|(^|_)at$/i

/**
 * Whether a value that nothing reads can be kept: an amount, a small number, a time, a boolean. A long number is kept
 * only if its key is that of a time.
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

/**
 * Whether a text is masked: a third of it or more are mask characters, `王*明`, `138****5678`. A text with fewer, such as
 * `给小*满`, may be one that somebody wrote.
 */
export const isMaskedText = (text: string): boolean => 3 * text.replaceAll(/[^*•＊●]/gu, "").length >= text.length

/** Whether the value of this key is an id by its name: `user_id`, `orderNo`, `order_sn`. */
export const saysId = (key: string): boolean => /(?:(?:^|_)(?:id|no|sn|number)|[a-z](?:Id|No|Sn))s?$/.test(key)

/**
 * Whether a text may be an id. A shorter number is a running number, a shorter word the name of a kind: neither
 * identifies anything.
 */
export const isLongId = (text: string): boolean =>
  /^\d*$/.test(text) ? text.length >= 7 : text.replaceAll(/[^\p{L}\p{N}]/gu, "").length >= (/\d/.test(text) ? 7 : 12)
