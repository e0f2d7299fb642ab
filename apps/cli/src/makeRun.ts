import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import { type ExitCode, exitCodeOf } from "./exitCode.ts"
import { type Failure, Run } from "./Run.ts"

/** A run that reports failures as JSON (`machine`) or as sentences. */
export const makeRun = Effect.fnUntraced(function* (machine: boolean) {
  const happened = yield* Ref.make<ReadonlyArray<ExitCode>>([])
  const secrets = yield* Ref.make<ReadonlyArray<string>>([])
  const count = (code: ExitCode) => Ref.update(happened, (codes) => (codes.includes(code) ? codes : [...codes, code]))
  const concealed = (text: string) => Effect.map(Ref.get(secrets), (known) => withoutSecrets(text, known))
  const report = Effect.fnUntraced(function* (failure: Failure) {
    const { failureExitCode, failureText } = yield* Effect.promise(() => import("./output/failureText.ts"))
    const text = yield* concealed(failureText(failure, machine))
    yield* Effect.sync(() => process.stderr.write(`${text}\n`))
    yield* count(failureExitCode(failure))
  })
  return Run.of({
    report,
    count,
    concealed,
    conceal: (secret) => Ref.update(secrets, (known) => [...known, Redacted.value(secret)]),
    exitCode: Effect.map(Ref.get(happened), exitCodeOf)
  })
})

const withoutSecrets = (text: string, secrets: ReadonlyArray<string>): string =>
  secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length >= shortestConcealed)
    .reduce((shown, secret) => shown.replaceAll(secret, "<redacted>"), text)

/** A shorter secret occurs in ordinary text by chance. */
const shortestConcealed = 4
