import { isAdapterError, type PushDelivery, type PushRequest } from "@huidan/core"

/** What verifies and reads pushes: an `OrderClient`. */
export interface PushReceiver {
  readonly receivePush: (request: PushRequest) => Promise<PushDelivery>
}

/** What happens with deliveries. */
export interface PushHandlerOptions {
  /**
   * Called with every verified delivery before it is acknowledged. If it rejects, with whatever error, the answer is 500
   * and the platform sends the push again.
   */
  readonly onDelivery: (delivery: PushDelivery) => Promise<void>
}

/**
 * Receives pushes in any framework with web standards: `Request → Response`. Never rejects. A push that `receivePush`
 * refuses is answered with 401 if it is forged, otherwise with 400. Everything else that goes wrong is answered with 500:
 * a body that does not arrive, and every error of `onDelivery`, also an `AdapterError` of a call that it made.
 */
export const pushWebHandler =
  (receiver: PushReceiver, options: PushHandlerOptions) =>
  async (request: Request): Promise<Response> => {
    try {
      const push = {
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer())
      }
      const received = await receiver.receivePush(push).catch(refusalOf)
      if (received instanceof Response) return received
      await options.onDelivery(received)
      const { body, headers, status } = received.acknowledgement
      return new Response(body, { status, headers })
    } catch {
      return new Response(null, { status: 500 })
    }
  }

/** The answer to a push that `receivePush` refuses. */
const refusalOf = (error: unknown): Response => {
  if (!isAdapterError(error)) return new Response(null, { status: 500 })
  return new Response(null, { status: error.reason._tag === "Authentication" ? 401 : 400 })
}
