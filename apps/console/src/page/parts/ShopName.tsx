import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import type { ShopView } from "../../api/shops.ts"
import { shopsQuery } from "../api/queries.ts"
import { usePreferences } from "../theme/preferences.tsx"

/** A shop, by the ids that it has. */
export interface ShopId {
  readonly platform: string
  readonly shopId: string
}

/** How people call platforms and shops. */
export interface Names {
  /** The name that the platform's adapter says; the id of a platform of which no adapter is loaded. */
  readonly platform: (id: string) => string
  /** The name of the shop in the configuration, else its platform and its id. */
  readonly shop: (shop: ShopId) => string
}

const namesOf = (shops: ReadonlyArray<ShopView>, language: "zh" | "en"): Names => {
  const platforms = new Map(
    shops.flatMap(({ platform, platformName }) => (platformName === null ? [] : [[platform, platformName[language]]]))
  )
  const known = new Map(
    shops.flatMap(({ name, platform, shopId }) => (name === null ? [] : [[`${platform}/${shopId}`, name]]))
  )
  const platformOf = (id: string) => platforms.get(id) ?? id
  return {
    platform: platformOf,
    // A platform whose adapter names no shops has the one shop `-`.
    shop: ({ platform, shopId }) =>
      known.get(`${platform}/${shopId}`) ??
      (shopId === "-" ? platformOf(platform) : `${platformOf(platform)} ${shopId}`)
  }
}

/** The names in the language of the page. They are the same object until the shops or the language change. */
export const useNames = (): Names => {
  const { data } = useQuery(shopsQuery)
  const { language } = usePreferences()
  return useMemo(() => namesOf(data?.shops ?? [], language), [data, language])
}

/** What names a shop for people. */
export const useShopNames = (): Names["shop"] => useNames().shop

/** The name of a platform. */
export const PlatformName = ({ platform }: { readonly platform: string }) => useNames().platform(platform)
