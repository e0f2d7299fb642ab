/** What a command of the store says when it cannot do what it was asked for: what is missing, and what to do. */
import { orderKey } from "@huidan/core"
import type { ShopName } from "@huidan/sync"
import * as Data from "effect/Data"
import { instantText } from "../output/instantText.ts"
import { UsageError } from "../UsageError.ts"
import type { OrderName } from "./StoreCommands.ts"
import { StoreFailed } from "./StoreFailed.ts"

/** The command has no meaning for this shop. That fails if it was meant for this shop, and is said if it was for all. */
export class NoMeaning extends Data.TaggedError("NoMeaning")<{
  /** A clause behind the shop's name. */
  readonly why: string
  readonly failure: UsageError
}> {}

export const isPaused = (name: string): NoMeaning =>
  new NoMeaning({
    why: `is paused: \`huidan store resume ${name}\` lets it go on`,
    failure: new UsageError({
      message: `The shop ${name} is paused`,
      advice: `Run \`huidan store resume ${name}\` first.`
    })
  })

export const listsNothing = (name: string): NoMeaning =>
  new NoMeaning({
    why: "has no list of orders on its platform, so that no period can be read; single orders are read by their numbers",
    failure: new UsageError({
      message: `The platform of the shop ${name} lists no orders, so that no period can be read`,
      advice: `Name the orders: \`huidan store want ${name} < numbers.txt\`.`
    })
  })

/** `read`: up to where the shop's list was read, in Unix milliseconds; `null` if it never was. */
export const notReadYet = (name: string, read: number | null): NoMeaning => {
  const state = read === null ? "was never read" : `is read up to ${instantText(read)} (Shanghai) only`
  return new NoMeaning({
    why: `${state}, so that there is nothing to compare yet`,
    failure: new UsageError({
      message: `The shop ${name} ${state}, so that there is nothing to compare yet`,
      advice: `Run \`huidan store sync ${name}\` first.`
    })
  })
}

/**
 * `order`: `null` if a telephone number was to be forgotten, which is never shown. `isRemembered`: whether the store does not
 * have the order, and will never take its private texts.
 */
export const notForgotten = (order: OrderName | null, isRemembered: boolean): StoreFailed => {
  const failed = (message: string, advice: string) =>
    new StoreFailed({ reason: "NothingForgotten", exitCode: 65, message: `Nothing was forgotten: ${message}`, advice })
  if (order === null) {
    return failed(
      "no order of the store has this telephone number",
      "Check the number. Only private text that the store can read is found by it: orders that were stored masked are forgotten by their keys."
    )
  }
  const key = orderKey(order.platform, order.shopId, order.orderId)
  const why = `\`huidan store why ${order.platform} ${order.orderId}\`, which finds the order's key by any of its numbers`
  return isRemembered
    ? failed(
        `the store does not have the order ${key}; if it comes, its private text will not be stored`,
        `If another order was meant, run ${why}.`
      )
    : failed(`the store has neither the order ${key} nor its shop`, `Run ${why}.`)
}

/** `places`: where the texts are in the order. */
export const notAskedAgain = (places: ReadonlyArray<string>): StoreFailed =>
  new StoreFailed({
    reason: "NotAskedAgain",
    exitCode: 65,
    message: `Still encrypted: ${places.join(", ")}; the platform was asked within the last hour and did not decrypt it`,
    advice: "Run the command again in an hour: platforms count what they are asked to decrypt."
  })

/** The text is never shown. */
export const nothingFound = (): StoreFailed =>
  new StoreFailed({
    reason: "NothingFound",
    exitCode: 65,
    message: "No order of the store has this name or telephone number",
    advice:
      "Write it as the order has it: names are compared as a whole. Orders whose private text is masked, encrypted by the platform, or destroyed are not found by it."
  })

export const noSuchRow = (words: ReadonlyArray<string>): StoreFailed =>
  new StoreFailed({
    reason: "NoSuchRow",
    exitCode: 65,
    message: `No row of the quarantine begins with ${words.join(", ")}`,
    advice: "`huidan store quarantine list` shows the rows; one that was stored meanwhile is not there any more."
  })

export const readsNoOrders = (name: string): UsageError =>
  new UsageError({
    message: `Single orders of the shop ${name} cannot be asked for`,
    advice: `Read them with \`huidan store sync ${name}\`.`
  })

export const severalShops = (wanted: string): UsageError =>
  new UsageError({
    message: `${JSON.stringify(wanted)} is more than one shop`,
    advice: "Name the shop to which the orders belong."
  })

export const notConfigured = ({ platform, shopId }: ShopName): UsageError =>
  new UsageError({
    message: `The shop ${shopId} of ${platform} is not configured`,
    advice: "Add it to the configuration; `huidan store status` lists the shops."
  })
