import { useQuery } from "@tanstack/react-query"
import { shopsQuery } from "../api/queries.ts"

/** A shop, by the ids that it has. */
export interface ShopId {
  readonly platform: string
  readonly shopId: string
}

/** What names a shop for people: its name in the configuration, else its id. */
export const useShopNames = (): ((shop: ShopId) => string) => {
  const { data } = useQuery(shopsQuery)
  return ({ platform, shopId }) =>
    data?.shops.find((shop) => shop.platform === platform && shop.shopId === shopId)?.name ?? `${platform}/${shopId}`
}

/** The name of a platform. */
export const PlatformName = ({ platform }: { readonly platform: string }) => platform
