import { createWshotoClient } from "@huidan/adapter-wshoto"

const { WSHOTO_APP_ID: appId, WSHOTO_APP_SECRET: appSecret, WSHOTO_ORDER_ID: orderId } = process.env
if (!appId || !appSecret || !orderId) throw new Error("Set WSHOTO_APP_ID, WSHOTO_APP_SECRET and WSHOTO_ORDER_ID")

const baseUrl = process.env.WSHOTO_BASE_URL ?? "https://open.wshoto.com"
const client = createWshotoClient({ appId, appSecret, baseUrl })
const order = await client.getOrder(orderId)
console.log(order.key, order.status.trade, `${order.amounts.payable} fen`)
await client.close()
