import type { EncodeOptions } from "@huidan/core"
import type * as Option from "effect/Option"

/** The values of the flags that every command takes. */
/** A configuration that was named, and by what. */
export interface NamedFile {
  readonly path: string
  readonly by: "--config" | "HUIDAN_CONFIG"
}

export interface Settings {
  /** `--config` or `HUIDAN_CONFIG`: the file. Without one, the nearest one in the current folder or above is used. */
  readonly configurationFile: Option.Option<NamedFile>
  readonly json: boolean
  /** How much of private text and of the platform's own answer is shown. */
  readonly encode: EncodeOptions
  /** `--base-url`: overrides the platform's address. */
  readonly baseUrl: Option.Option<string>
}
