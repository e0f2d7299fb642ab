/** Receiving a platform's pushes. */

/** A part of a message that knows its place in it. `Wire` schemas decode it. */
export type { Located as Node } from "./answer/Located.ts"
export { headerOf, memberOf, messagesIn, parse, textOf, unreadable } from "./push/messages.ts"
export type { Pushes, PushKey } from "./push/Pushes.ts"
