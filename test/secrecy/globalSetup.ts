/** Before a test run: makes a folder for the records of its processes. After it: scans them, and fails the run if there is a leak. */
import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { folderVariable, Recorder } from "./ProcessRecord.ts"
import { scanRun } from "./scanRun.ts"

const cache = fileURLToPath(new URL("../../node_modules/.cache/huidan/", import.meta.url))

export default (): (() => void) => {
  const folder = join(cache, `secrecy-${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  process.env[folderVariable] = folder
  const recorder = new Recorder()
  const printed = (["stdout", "stderr"] as const).map((name) => {
    const stream = process[name]
    const write = stream.write
    const pieces: Array<string> = []
    stream.write = ((...parameters: Parameters<typeof write>) => {
      pieces.push(String(parameters[0]))
      return Reflect.apply(write, stream, parameters)
    }) as typeof write
    const restore = (): void => {
      stream.write = write
    }
    return { name, pieces, restore }
  })
  return () => {
    for (const { name, pieces, restore } of printed) {
      restore()
      recorder.show(`the run's ${name}`, pieces.join(""))
    }
    recorder.write(folder)
    const start = performance.now()
    const { asked, bytes, leaks, values } = scanRun(folder)
    rmSync(folder, { recursive: true, force: true })
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(
      `secrecy: ${values} values, ${(bytes / 1e6).toFixed(1)} MB of output, ${leaks.length} leaks (${seconds} s); ` +
        `${asked.length} outputs show a value on purpose`
    )
    for (const place of asked) console.log(`  ${place}`)
    if (leaks.length === 0) return
    const lines = leaks.map(({ context, place, value }) => `  ${place}: ${value} after ${JSON.stringify(context)}`)
    throw new Error(`the test run showed what must not be shown:\n${lines.slice(0, 40).join("\n")}`)
  }
}
