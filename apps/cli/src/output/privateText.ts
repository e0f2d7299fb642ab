import { type PrivateTextJson, shownText } from "@huidan/core"

/** Private text as the encoded order shows it; `(encrypted)` for a cipher without a masked text. */
export const privateText = (text: PrivateTextJson | null): string | null =>
  text === null ? null : (shownText(text) ?? "(encrypted)")
