/** Mistakes of the memory that tells which messages of pushes are handled. */
import { PushLogs } from "@huidan/adapter-kit/client"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, type Sound, sound } from "./BrokenAdapter.ts"

type Log = PushLogs.PushLogService

/** The adapter with a log that is changed. */
const withLog = (subject: Sound, change: (log: Log) => Log): Sound => ({
  ...subject,
  adapter: {
    ...subject.adapter,
    make: (options) =>
      Effect.flatMap(PushLogs.PushLog, (log) =>
        Effect.provideService(subject.adapter.make(options), PushLogs.PushLog, change(log))
      )
  }
})

export const pushLogBroken: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a message that was handled is handled again",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withLog(sound.doudian, (log) => ({ ...log, done: log.release }))
  },
  {
    mistake: "a message that is being handled is handled by everybody who has a copy",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withLog(sound.xiaoe, (log) => ({
      ...log,
      claim: (...claim) => Effect.map(log.claim(...claim), (answer) => (answer === "running" ? "new" : answer))
    }))
  },
  {
    mistake: "a message is never free again if the program that handles it dies",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withLog(sound.doudian, (log) => ({ ...log, claim: (key, holder) => log.claim(key, holder, 1e9) }))
  },
  {
    mistake: "a message that was handled is forgotten after an hour",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withLog(sound.xiaoe, (log) => ({ ...log, done: (key, holder) => log.done(key, holder, 3600) }))
  },
  {
    mistake: "a message whose handling failed stays claimed for ever",
    breaks: "pushes-at-least-once",
    follows: {},
    subject: withLog(sound.doudian, (log) => ({
      ...log,
      claim: (key, holder) => log.claim(key, holder, 1e9),
      release: () => Effect.void
    }))
  }
]
