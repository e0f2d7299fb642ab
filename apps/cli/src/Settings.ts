import type { EncodeOptions } from "@huidan/core"
import type * as Option from "effect/Option"

/** What the flags that every command takes say. */
export interface Settings {
  /** `--config`: the configuration file, else the nearest one upwards. */
  readonly configurationFile: Option.Option<string>
  readonly json: boolean
  /** How much of private text and of the platform's own answer is shown. */
  readonly encode: EncodeOptions
  /** `--base-url`: overrides the platform's address. */
  readonly baseUrl: Option.Option<string>
}
