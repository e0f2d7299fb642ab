import * as Schema from "effect/Schema"

/** A command of the store failed, here or in the process that it was handed to. */
export class CommandFailed extends Schema.TaggedError<CommandFailed>("huidan/cli/CommandFailed")("CommandFailed", {
  /** The exit code of a command that ends with it. */
  exitCode: Schema.Literals([0, 1, 64, 65, 69, 70, 74, 75, 77]),
  /** A sentence, and what to do. */
  text: Schema.String,
  /** The same as a JSON object. */
  json: Schema.String
}) {
  override get message(): string {
    return this.text
  }
}
