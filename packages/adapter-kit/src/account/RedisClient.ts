/** A Redis client of a program that uses promises: of the package `redis`, or of `ioredis`. */
export type RedisClient = NodeRedisClient | IoRedisClient

/** What `createClient` of the package `redis` gives. It must be connected. */
export interface NodeRedisClient {
  readonly sendCommand: (command: ReadonlyArray<string>) => Promise<unknown>
}

/** What `new Redis` of the package `ioredis` gives. */
export interface IoRedisClient {
  readonly call: (command: string, ...parameters: Array<string>) => Promise<unknown>
}

/** Sends a command. `ioredis` has a `sendCommand` too, which takes something else. */
export const sendTo = (client: RedisClient, [command, ...parameters]: readonly [string, ...ReadonlyArray<string>]) =>
  "call" in client ? client.call(command, ...parameters) : client.sendCommand([command, ...parameters])
