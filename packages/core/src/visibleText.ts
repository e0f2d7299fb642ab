/** Characters that steer a terminal or the direction of a line, line ends, and halves of characters. */
const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"]
])

/**
 * A text for people, on one line: control characters (also those of U+0080 to U+009F), line ends and characters that
 * change the direction of writing are written as escapes, as JSON writes them. A platform's text may hold them: on a
 * terminal or in a log they hide or forge what stands around them.
 *
 * Joiners and variation selectors stay, because emoji and several scripts need them. Within JSON the result is still the
 * same JSON.
 *
 * ```ts
 * import { visibleText } from "@huidan/core"
 *
 * visibleText("红\u001b[2J色\n\u202e") // => "红\\u001b[2J色\\n\\u202e"
 * visibleText("👩‍🏫") // => "👩‍🏫"
 * ```
 */
export const visibleText = (text: string): string =>
  text.replaceAll(
    steering,
    (character) => shortEscapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  )
