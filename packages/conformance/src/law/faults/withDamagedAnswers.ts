import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { Dice } from "../../world/Dice.ts"
import { damage } from "../answer/damage.ts"
import { parseBody } from "../answer/decode.ts"

/** The client with damaged answers: those for which `isDamaged` returns `true`, asked once for each answer. */
export const withDamagedAnswers = (
  client: HttpClient.HttpClient,
  dice: Dice,
  isDamaged: () => boolean = () => true
): HttpClient.HttpClient =>
  HttpClient.transformResponse(client, (responding) =>
    Effect.gen(function* () {
      const response = yield* responding
      if (!isDamaged()) return response
      const { body } = damage(parseBody(yield* response.text), dice)
      return HttpClientResponse.fromWeb(response.request, new Response(body, { status: response.status }))
    })
  )
