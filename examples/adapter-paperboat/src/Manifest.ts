/** What the Paper Boat adapter can do, its limits and its error words, as data. Source: PLATFORM.md. */
import { type AdapterManifest, adapterContract, fieldPatterns } from "@huidan/core"
import { errors } from "./Errors.ts"

const document = "PLATFORM.md of this package"

/** What every call needs: it is signed. */
const needs = ["shopId", "key", "secret"] as const

export const manifest = {
  contract: adapterContract,
  platform: "paperboat",
  name: { zh: "纸船", en: "Paper Boat" },
  package: "huidan-adapter-paperboat",
  version: "0.1.0",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: false }, receivePush: true },
  operations: {
    "order.detail": {
      title: "One order by its number",
      answers: "order",
      use: "call",
      needs,
      method: "GET",
      path: "/v1/order",
      quota: { requests: 20, seconds: 1, source: document, verified: true },
      paging: null,
      windowSeconds: null,
      carries: fieldPatterns(`
        /kind /refunds /status/{trade,payment,fulfilment,afterSale,closeReason,closeNote,label,raw}
        /amounts/{goods,freight,discount,adjustment,payable,paid,refunded} /discounts/*/{kind,id,
        amount,bearer} /lines/*/{lineId,productId,skuId,externalProductId,externalSkuId,title,specs,
        imageUrl,role,quantity,unitPrice,discount,total,paid,refunded,fulfilment,afterSale}
        /buyer/{id,name,phones} /recipient/{name,phone,province,city,district,street,detail}
        /delivery/{method,shipments} /payment/{method,methodRaw,transactionId,paidAt} /notes/{buyer,
        seller} /times/{created,updated,paid,shipped,delivered,closed,expires,autoConfirm}
      `),
      document: `${document}, 3`,
      unverified: []
    },
    "order.list": {
      title: "Orders of a window, by creation or update time",
      answers: "orders",
      use: "call",
      needs,
      method: "GET",
      path: "/v1/orders",
      quota: { requests: 5, seconds: 1, source: document, verified: true },
      paging: { firstPage: 1, maxSize: 50, maxRows: null, settleSeconds: 60, overlapSeconds: 0 },
      windowSeconds: 7 * 86_400,
      carries: fieldPatterns(`
        /kind /status/{trade,payment,afterSale,closeReason,label,raw} /amounts/{payable,paid}
        /buyer/{id,name} /times/{created,updated}
      `),
      document: `${document}, 4`,
      unverified: []
    },
    push: {
      title: "Messages that the platform sends about orders",
      answers: "other",
      use: "receive",
      needs: ["pushSecret"],
      method: "POST",
      path: "(your own address)",
      quota: null,
      paging: null,
      windowSeconds: null,
      carries: [],
      document: `${document}, 6`,
      unverified: []
    }
  },
  errors,
  secrets: ["secret", "pushSecret", "previousPushSecret"],
  shopOption: "shopId"
} as const satisfies AdapterManifest
