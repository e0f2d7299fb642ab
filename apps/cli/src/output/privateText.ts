import type { OrderJson } from "@huidan/core"

export type PrivateTextJson = NonNullable<OrderJson["buyer"]["name"]>

/** Private text as far as the encoded order shows it; a cipher is shown as what it hides. */
export const privateText = (text: PrivateTextJson | null): string | null => {
  if (text === null) return null
  return text.state === "encrypted" ? (text.masked ?? "(encrypted)") : text.value
}
