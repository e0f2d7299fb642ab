/**
 * Numbers of orders as people paste them: with any separators, full-width digits, and blanks around them. Each is given once, in
 * the sequence of the text.
 */
export const pastedNumbers = (text: string): ReadonlyArray<string> => [
  ...new Set(
    text
      .normalize("NFKC")
      .split(/[\s,;、，；"'\ufeff]+/)
      .filter((number) => number !== "")
  )
]
