/** Order lists as streams of pages. */
export { type MarkRequest, marked } from "./lists/marked.ts"
export { numbered, type PageRequest } from "./lists/numbered.ts"
