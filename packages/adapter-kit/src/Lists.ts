/** Order lists as streams of pages. */
export { type MarkedList, type MarkRequest, marked } from "./lists/marked.ts"
export { type NumberedList, numbered, type PageRequest } from "./lists/numbered.ts"
export type { TimeWindow } from "./lists/TimeWindow.ts"
