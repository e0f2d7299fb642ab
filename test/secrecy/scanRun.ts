/** Scans what all processes of a test run showed for values that none of them may show. */
import { adapterContract } from "@huidan/core"
import { garbage, unknownText } from "../mutate.ts"
import { readRecords } from "./ProcessRecord.ts"
import { findLeaks, type Leak } from "./Scanner.ts"
import type { Shown } from "./Shown.ts"

interface Asked {
  readonly place: RegExp
  /** Only texts that match; default: all texts of the place. */
  readonly text?: RegExp
  readonly shows: string
}

/** Outputs that show such a value on purpose, because a test asks for it. */
const asked: ReadonlyArray<Asked> = [
  { place: / (?:--|store )reveal\b/, shows: "plain private text" },
  { place: / sandbox\b/, shows: "the secrets of simulated shops" },
  { place: /^error of fake$/, shows: "a secret that a careless adapter repeats, for the command to redact" },
  { place: /^error of xiaoe$/, text: /\(with secret /, shows: "what a broken adapter repeats, for the law to find" },
  { place: /^error of wshoto$/, text: /\(repeated\) /, shows: "what a broken adapter repeats, for the law to find" },
  { place: / (printing|conformance huidan-adapter-everyPrinting)\b/, shows: "what a broken adapter prints" },
  { place: /^span read order, phones$/, shows: "what a broken adapter traces, for the law to find" }
]

/** `huidan serve` and the demo print the link to the first account of the console: once, to the person who started them. */
const firstLink = /\/welcome#[\w-]{43}(?=["\n])/g

/** Tokens of simulated platforms, including those in processes that record nothing. */
const issuedToken = /\b(?:tk|refresh)-\d{24}\b/g

/** A platform's own masks and ciphers may be shown. They are redacted only until they are recognised. */
const publicShapes: ReadonlyArray<RegExp> = [/\*/, /^\$[^$]*\$[^$]+\$\d+\$\$$/, /^#[^#]*#[^#]+#\d+##$/, /^\d+@#.+$/]

/** Values that tests put at every place of an answer, also in place of private texts. */
const strewn: ReadonlySet<string> = new Set([
  unknownText,
  ...garbage.filter((value) => typeof value !== "object").map(String)
])

/** Generators of texts favour the names of JavaScript's own members, such as `prototype`: they stand in many texts by chance. */
const ownNames: ReadonlySet<string> = new Set(
  [Function, Function.prototype, Object.prototype].flatMap((one) => Object.getOwnPropertyNames(one))
)

/** The contract's name is redacted to detect a second copy of Effect. */
const isPublic = (value: string): boolean =>
  value === adapterContract ||
  strewn.has(value) ||
  ownNames.has(value) ||
  publicShapes.some((shape) => shape.test(value))

export interface RunScan {
  readonly values: number
  readonly bytes: number
  readonly leaks: ReadonlyArray<Leak>
  /** The outputs of `asked` that occurred. */
  readonly asked: ReadonlyArray<string>
}

export const scanRun = (folder: string): RunScan => {
  const records = readRecords(folder)
  const shown = records.flatMap((record) => record.shown)
  const values = new Set(records.flatMap((record) => record.values.filter((value) => !isPublic(value))))
  for (const { text } of shown) for (const token of text.match(issuedToken) ?? []) values.add(token)
  const isAsked = ({ place, text }: Shown): boolean =>
    asked.some((exception) => exception.place.test(place) && (exception.text?.test(text) ?? true))
  return {
    values: values.size,
    bytes: shown.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    leaks: findLeaks(
      values,
      shown.filter((each) => !isAsked(each)).map((each) => ({ ...each, text: each.text.replaceAll(firstLink, "") }))
    ),
    asked: [...new Set(shown.filter(isAsked).map(({ place }) => place))].toSorted()
  }
}
