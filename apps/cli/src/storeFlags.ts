/** Arguments and flags that several commands of the store take. */
import * as Argument from "effect/cli/Argument"
import * as Flag from "effect/cli/Flag"

const shopDescription = "The name of a shop in the configuration, or a platform: all its shops"
export const shop = Argument.String("shop").pipe(Argument.withDescription(shopDescription))
export const anyShop = Argument.String("shop").pipe(
  Argument.withDescription(`${shopDescription} (default: all)`),
  Argument.optional
)
export const key = Argument.String("key").pipe(
  Argument.withDescription("The key of an order: PLATFORM/SHOP-ID/ORDER-ID, as exports have it")
)
export const since = Flag.String("since").pipe(
  Flag.withMetavar("TIME"),
  Flag.withDescription("From this time on: 2026-11-01 or 2026-11-01 08:30 (Shanghai time), or 2026-11-01T00:30:00Z")
)
export const until = Flag.String("until").pipe(
  Flag.withMetavar("TIME"),
  Flag.withDescription("Only before this time (default: now)"),
  Flag.optional
)
export const force = Flag.Boolean("force").pipe(
  Flag.withDescription("Replace a file that exists"),
  Flag.withDefault(false)
)
