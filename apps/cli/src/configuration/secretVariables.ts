/** Secrets are never in a configuration file. These environment variables hold them. */
import { environmentVariable } from "@huidan/core"
import { environmentCase } from "./environmentCase.ts"

/** The variable of one shop. */
export const shopVariable = (shopName: string, option: string): string =>
  `HUIDAN_${environmentCase(shopName)}_${environmentVariable(option)}`

/** The variable for every shop of a platform that has none of its own. */
export const platformVariable = (platform: string, option: string): string => environmentVariable(platform, option)
