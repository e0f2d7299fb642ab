/** Secrets never stand in a configuration file: these are the environment variables that hold them. */
import { environmentCase } from "./environmentCase.ts"

/** The variable of one shop alone. */
export const shopVariable = (shopName: string, option: string): string =>
  `HUIDAN_${environmentCase(shopName)}_${environmentCase(option)}`

/** The variable of all shops of a platform that have none of their own. */
export const platformVariable = (platform: string, option: string): string =>
  `${environmentCase(platform)}_${environmentCase(option)}`
