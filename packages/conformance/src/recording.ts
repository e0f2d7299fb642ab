/** Real answers as fixtures: what is private or secret in them replaced, and proof that nothing of it remains. */

export { Refused as RecordingRefused } from "./recording/Refused.ts"
export { type AnswerToRecord, type RecordedAnswer, recordAnswer } from "./recording/recordAnswer.ts"
