/** Words for people: a heading of a column, the name of a state. */

/** The languages that labels have. */
export type LabelLanguage = "zh" | "en"

/** One thing's name in each language. */
export type Label = { readonly [Language in LabelLanguage]: string }
