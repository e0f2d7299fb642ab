/**
 * Texts in cells of a CSV file that a spreadsheet shows as they are.
 *
 * A spreadsheet guesses what a cell is, also one in quotation marks. It rounds a number to 15 digits and takes zeros from its
 * beginning; it makes dates of `3-4`; it computes what begins with `=`, `+`, `-` or `@`.
 *
 * - A tab behind an id, or behind a text that could be a number or a date, makes it a text. It cannot be seen, the cell sorts
 *   and filters as before, and a program removes it by trimming. Banks and platforms write ids in this way. The other usual
 *   way, `="123"`, is a formula: programs that refuse formulas refuse it, and others read the quotation marks too.
 * - An apostrophe before a text that could be a formula makes it harmless. It remains visible.
 * - Control characters become spaces, except line feeds: a tab or a carriage return at the beginning can hide a formula.
 */

const control = /[^\P{Cc}\n]/gu

/** Also in full width, which some spreadsheets compute too. */
const formula = /^\s*[=+\-@＝＋－＠]/u

/** Digits and what can stand between them in a number, a date or a time. */
const numeric = /^\s*[.,]?\d[\d\s.,:/%eE+-]*$/u

/** A text that is not an id. */
export const safeText = (text: string): string => {
  const clean = text.replaceAll(control, " ")
  if (formula.test(clean)) return `'${clean}`
  return numeric.test(clean) ? `${clean}\t` : clean
}

/** An id: every column of ids is text in all of its cells. */
export const safeId = (id: string): string => {
  const safe = safeText(id)
  return safe === "" || safe.endsWith("\t") ? safe : `${safe}\t`
}
