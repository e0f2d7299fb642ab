/** A Redis in memory with the few commands that a push log's scripts call. It runs the text of the scripts. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Redis } from "effect/persistence/Redis"
import type { IoRedisClient, NodeRedisClient } from "../../src/account/RedisClient.ts"

type Call = (command: string, key: string, ...parameters: ReadonlyArray<string>) => unknown

/** What Lua does with a script as simple as ours, as JavaScript. */
const compile = (script: string) =>
  new Function(
    "redis",
    "KEYS",
    "ARGV",
    script
      .replaceAll(/local (\w+) =/g, "const $1 =")
      .replaceAll(/\bif (.+?) then\b/g, "if ($1) {")
      .replaceAll(/\bend\b/g, "}")
      .replaceAll(/([~=])=/g, (_, sign) => (sign === "~" ? "!==" : "==="))
      .replaceAll(/\band\b/g, "&&")
      .replaceAll(/(KEYS|ARGV)\[(\d)\]/g, (_, list, index) => `${list}[${index} - 1]`)
  )

export const fakeRedis = () => {
  const kept = new Map<string, { readonly value: string; readonly until: number }>()
  const run = (now: number, script: string, key: string, parameters: ReadonlyArray<string>): unknown => {
    const get = (name: string) => {
      const found = kept.get(name)
      return found !== undefined && found.until > now ? found.value : false
    }
    const call: Call = (command, name, value = "", ...options) => {
      if (command === "GET") return get(name)
      if (command === "DEL") return kept.delete(name) ? 1 : 0
      const millis = Number(options[options.indexOf("PX") + 1])
      if (command !== "SET" || !Number.isInteger(millis) || millis < 1) throw new Error(`not a command: ${command}`)
      if (options.includes("NX") && get(name) !== false) return false
      kept.set(name, { value, until: now + millis })
      return { ok: "OK" }
    }
    return compile(script)({ call }, [key], parameters)
  }
  const send: Redis["Service"]["send"] = <A>(command: string, ...all: ReadonlyArray<string>) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const [script = "", , key = "", ...parameters] = all
      if (command !== "EVAL") throw new Error(`not a command: ${command}`)
      return run(now, script, key, parameters) as A
    })
  return { redis: { send }, kept }
}

type Sender = Pick<Redis["Service"], "send">

/** The same Redis as the package `redis` gives it, which answers with what it is set up for: here buffers. */
export const nodeRedisOf = ({ send }: Sender): Effect.Effect<NodeRedisClient> =>
  Effect.map(Effect.context(), (context) => ({
    sendCommand: async ([command = "", ...parameters]) => {
      const answer = await Effect.runPromiseWith(context)(send<unknown>(command, ...parameters))
      return typeof answer === "string" ? new TextEncoder().encode(answer) : answer
    }
  }))

/** The same Redis as the package `ioredis` gives it, whose `sendCommand` takes something else. */
export const ioRedisOf = ({ send }: Sender): Effect.Effect<IoRedisClient> =>
  Effect.map(Effect.context(), (context) => ({
    call: (command, ...parameters) => Effect.runPromiseWith(context)(send<unknown>(command, ...parameters)),
    sendCommand: () => Promise.reject(new TypeError("a Command is needed"))
  }))
