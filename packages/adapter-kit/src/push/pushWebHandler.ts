import { isAdapterError, type PushDelivery, type PushRequest } from "@huidan/core"

/** What verifies and reads pushes: an `OrderClient`. */
export interface PushReceiver {
  readonly receivePush: (request: PushRequest) => Promise<PushDelivery>
}

/** What happens with deliveries. */
export interface PushHandlerOptions {
  /** Called with every verified delivery before it is acknowledged. If it rejects, the platform sends the push again. */
  readonly onDelivery: (delivery: PushDelivery) => Promise<void>
}

/**
 * Receives pushes in any framework with web standards: `Request → Response`. Never rejects: a forged push is answered
 * with 401, one that cannot be read with 400, and one that `onDelivery` rejects with 500.
 */
export const pushWebHandler =
  (receiver: PushReceiver, options: PushHandlerOptions) =>
  async (request: Request): Promise<Response> => {
    try {
      const delivery = await receiver.receivePush({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer())
      })
      await options.onDelivery(delivery)
      const { body, headers, status } = delivery.acknowledgement
      return new Response(body, { status, headers })
    } catch (error) {
      const forged = isAdapterError(error) && error.reason._tag === "Authentication"
      return new Response(null, { status: forged ? 401 : isAdapterError(error) ? 400 : 500 })
    }
  }
