/** Records answers of the kiosk. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { recordAnswer } from "../../src/recording.ts"
import { kiosk } from "./kiosk.ts"

export const one = (data: object | string) =>
  `{"code":0,"msg":"ok","data":${typeof data === "string" ? data : JSON.stringify(data)}}`

export const record = (body: string, secrets: ReadonlyArray<string> = [], operation = "order.one") =>
  recordAnswer({ adapter: kiosk, operation, body, secrets: secrets.map((secret) => Redacted.make(secret)) })

export const recorded = (data: object | string) => Effect.map(record(one(data)), ({ body }) => JSON.parse(body).data)

export const refusal = (body: string, secrets: ReadonlyArray<string> = []) => Effect.flip(record(body, secrets))
