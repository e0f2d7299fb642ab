import { inspect } from "node:util"

/** A text that a program shows somewhere. */
export interface Shown {
  /** Where, for example `log`, `span huidan.request, attributes` or `error, stack`. */
  readonly place: string
  readonly text: string
}

/** The value as a debugger prints it, completely. */
export const inspectWhole = (value: unknown): string =>
  inspect(value, { depth: null, maxStringLength: null, maxArrayLength: null, showHidden: true })

/** The value in every form in which programs print values; `place` begins the place of each. */
export const showInAllForms = (place: string, value: unknown): ReadonlyArray<Shown> => {
  const shown: Array<Shown> = [
    { place: `${place}, inspected`, text: inspectWhole(value) },
    { place: `${place}, as text`, text: String(value) },
    { place: `${place}, as JSON`, text: asJson(value) }
  ]
  if (!(value instanceof Error)) return shown
  return [
    ...shown,
    { place: `${place}, message`, text: value.message },
    { place: `${place}, stack`, text: value.stack ?? "" }
  ]
}

const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === "bigint" ? String(member) : member)) ?? ""
