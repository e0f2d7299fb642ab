/** White space, and characters that nobody sees: zero-width ones, byte order marks, controls, fillers. */
const blank = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Whether nothing is seen of a text. */
export const isBlank = (text: string): boolean => blank.test(text)
