import { isAdapterError, type PushDelivery, type PushRequest } from "@huidan/core"

export interface PushReceiver {
  readonly receivePush: (request: PushRequest) => Promise<PushDelivery>
}

export interface PushHandlerOptions {
  /** Called with every verified delivery before it is acknowledged: a rejection makes the platform send it again. */
  readonly onDelivery: (delivery: PushDelivery) => Promise<void>
}

/** A door for pushes in any framework that speaks web standards: `Request → Response`. Never rejects. */
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
