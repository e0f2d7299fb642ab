/** The names of a new adapter and its platform, in all spellings that a package needs. */
import * as Result from "effect/Result"
import * as Text from "effect/String"
import validatePackageName from "validate-npm-package-name"
import { CreateError } from "./CreateError.ts"

/** The names of an adapter, in all spellings that a package needs. */
export interface AdapterNames {
  /** `corner_shop`: the platform in orders, keys and configuration. */
  readonly platform: string
  /** `CornerShop`: in names of types and functions. */
  readonly pascal: string
  /** `CORNER_SHOP`: in environment variables. */
  readonly upper: string
  /** `街角小店`: the platform's Chinese name. */
  readonly zh: string
  /** `Corner Shop`: the platform's English name. */
  readonly en: string
  /** `huidan-adapter-corner-shop` */
  readonly packageName: string
}

/** The names that the user gives. Those left out follow from the platform. */
export interface GivenNames {
  readonly platform: string
  readonly zh?: string
  readonly en?: string
  readonly packageName?: string
}

const longestPlatform = 30
const longestName = 40

/** Lower-case words, joined by `_`: valid in an order's key, in a folder's name and as part of an environment variable. */
export const checkPlatform = (platform: string): Result.Result<string, CreateError> =>
  /^[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*$/.test(platform) && platform.length <= longestPlatform
    ? Result.succeed(platform)
    : refuse(
        `The platform's id ${JSON.stringify(platform)} is not valid`,
        `Write at most ${longestPlatform} lower-case letters and digits, words joined by _: youzan, corner_shop.`
      )

/** Names are written into code, comments and JSON, so they hold no character that is special there. */
export const checkName = (name: string): Result.Result<string, CreateError> =>
  /^[\p{L}\p{N}][\p{L}\p{N} .&·'()-]*$/u.test(name) && name.length <= longestName
    ? Result.succeed(name)
    : refuse(
        `The platform's name ${JSON.stringify(name)} is not valid`,
        `Write at most ${longestName} letters, digits and spaces: 有赞, Youzan.`
      )

/** By npm's own rules. */
export const checkPackageName = (packageName: string): Result.Result<string, CreateError> => {
  const { errors = [], validForNewPackages, warnings = [] } = validatePackageName(packageName)
  return validForNewPackages
    ? Result.succeed(packageName)
    : refuse(
        `The package's name ${JSON.stringify(packageName)} is not valid: ${[...errors, ...warnings].join("; ")}`,
        "Write it like huidan-adapter-youzan or @your-scope/huidan-adapter-youzan."
      )
}

/** The package's name unless another is given: `huidan-adapter-` and the platform. */
export const packageNameOf = (platform: string): string => `huidan-adapter-${platform.replaceAll("_", "-")}`

/** `corner_shop` → `Corner Shop` */
export const englishNameOf = (platform: string): string => platform.split("_").map(Text.capitalize).join(" ")

/** All spellings; fails with the first name that is not valid. */
export const adapterNames = (given: GivenNames): Result.Result<AdapterNames, CreateError> =>
  Result.gen(function* () {
    const platform = yield* checkPlatform(given.platform)
    const en = yield* checkName(given.en ?? englishNameOf(platform))
    const zh = yield* checkName(given.zh ?? en)
    const packageName = yield* checkPackageName(given.packageName ?? packageNameOf(platform))
    return { platform, pascal: Text.snakeToPascal(platform), upper: platform.toUpperCase(), zh, en, packageName }
  })

const refuse = (message: string, advice: string): Result.Result<never, CreateError> =>
  Result.fail(new CreateError({ message, advice }))
