/** Makes fixtures of real answers: private text, secrets and ids are replaced, and nothing of them remains. */

export { Refused as RecordingRefused } from "./recording/Refused.ts"
export { type AnswerToRecord, type RecordedAnswer, recordAnswer } from "./recording/recordAnswer.ts"
