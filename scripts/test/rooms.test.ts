/** The checks of an adapter's rooms, of circles and of the order of rooms fail on each broken promise. */
import { describe, expect, it } from "vitest"
import { circles } from "../checks/circles.ts"
import { roomOrder, roomOrderOf } from "../checks/roomOrder.ts"
import { adapterRooms } from "../checks/rooms.ts"
import { problemsOf } from "./support/problemsOf.ts"
import { type Files, manifest, soundRepository } from "./support/temporaryRepository.ts"

const acme = "packages/adapter-acme"
const kit = "packages/adapter-kit/src"
const operationOf = (name: string): string =>
  `import { manifest } from "../Manifest.ts"\nexport const it = operation(manifest, "${name}", {})\n`

describe("rooms", () => {
  it.each([
    "src/Manifest.ts",
    "src/Options.ts",
    "src/Auth.ts",
    "src/Errors.ts",
    "twin/index.ts",
    "fixtures/order.detail.paid.json",
    "test/acme.test.ts",
    "README.md"
  ])("fails without %s", async (room) => {
    expect(await problemsOf(adapterRooms, {}, [`${acme}/${room}`])).toStrictEqual([
      `${acme} has no ${room.replace(/(?<=fixtures\/|test\/).*/, "")}`
    ])
  })

  it("fails on an empty file and on one that is in no folder", async () => {
    expect(await problemsOf(adapterRooms, { [`${acme}/README.md`]: "" })).toStrictEqual([`${acme} has no README.md`])
    expect(await problemsOf(adapterRooms, { [`${acme}/src/AcmeWire.ts`]: "export {}" })).toStrictEqual([
      `${acme}/src/AcmeWire.ts must be in the folder of an operation, in shared/ or in push/`
    ])
  })

  it("fails without an operation, and on a folder that exports none", async () => {
    const operation = `${acme}/src/detail20/detail20.ts`
    expect(await problemsOf(adapterRooms, {}, [operation])).toStrictEqual([
      `${acme} has no folder of an operation in src/`
    ])
    for (const code of ["export const call = 1", "const hidden = operation(manifest, name, {})\nexport {}"]) {
      expect(await problemsOf(adapterRooms, { [operation]: code })).toStrictEqual([
        `${acme}/src/detail20/ exports no operation(…); what operations share is in src/shared/`
      ])
    }
  })

  it.each([
    ["detail20", "order.detail@2.0"],
    ["orderDetail20", "order.detail@2.0"],
    ["fengchaoDetail", "fengchao.trade.detail"],
    ["searchList", "order.searchList"],
    ["afterSales", "xe.after.sales.get"]
  ])("lets %s hold %s", async (room, name) => {
    expect(await problemsOf(adapterRooms, { [`${acme}/src/${room}/${room}.ts`]: operationOf(name) })).toStrictEqual([])
  })

  it.each([
    ["list20", "order.detail@2.0", "must be named after order.detail@2.0 in camel case, for example detail20"],
    ["detail10", "order.detail@2.0", "must be named after order.detail@2.0"],
    ["detailOrder", "order.detail", "must be named after order.detail"],
    ["order-detail", "order.detail", "is not named in camel case"],
    ["Detail", "order.detail", "is not named in camel case"]
  ])("does not let %s hold %s", async (room, name, problem) => {
    expect(await problemsOf(adapterRooms, { [`${acme}/src/${room}/one.ts`]: operationOf(name) })).toStrictEqual([
      expect.stringContaining(`${acme}/src/${room}/ ${problem}`)
    ])
  })

  it("lets a folder hold two operations if it is named after one of them", async () => {
    const two = { [`${acme}/src/list/a.ts`]: operationOf("order.list"), [`${acme}/src/list/b.ts`]: operationOf("x.y") }
    expect(await problemsOf(adapterRooms, two)).toStrictEqual([])
  })

  it("lets shared/ and push/ hold any files, and a twin have only these folders and those of operations", async () => {
    const rooms = ["src/shared", "src/push", "twin/shared", "twin/push", "twin/detail20"]
    const files = Object.fromEntries(rooms.map((room) => [`${acme}/${room}/a.ts`, "export {}"]))
    expect(await problemsOf(adapterRooms, files)).toStrictEqual([])
    expect(await problemsOf(adapterRooms, { [`${acme}/twin/list20/a.ts`]: "export {}" })).toStrictEqual([
      `${acme}/twin/list20/ has no folder of that name in src/`
    ])
  })

  it("checks the template too", async () => {
    const place = "packages/create-adapter"
    const files: Files = {
      [`${place}/package.json`]: manifest("create-huidan-adapter"),
      ...Object.fromEntries(
        Object.entries(soundRepository)
          .filter(([path]) => path.startsWith(`${acme}/`))
          .map(([path, text]) => [path.replace(acme, `${place}/template`), text])
      ),
      [`${place}/template/package.template.json`]: manifest("huidan-adapter-example")
    }
    expect(await problemsOf(adapterRooms, files)).toStrictEqual([])
    expect(await problemsOf(adapterRooms, files, [`${place}/template/src/Auth.ts`])).toStrictEqual([
      `${place}/template has no src/Auth.ts`
    ])
    const circle = { [`${place}/template/src/Auth.ts`]: 'import "./Errors.ts"' }
    const back = { [`${place}/template/src/Errors.ts`]: 'import "./Auth.ts"' }
    expect(await problemsOf(circles, { ...files, ...circle, ...back })).toHaveLength(1)
  })
})

describe("circles", () => {
  it.each([
    ["of two files", { a: ["b"], b: ["a"] }, "src/a.ts → src/b.ts → src/a.ts"],
    ["of a file with itself", { a: ["a"] }, "src/a.ts → src/a.ts"],
    ["after a file that leads to it", { a: ["b"], b: ["c"], c: ["b"] }, "src/b.ts → src/c.ts → src/b.ts"],
    ["by its shortest path", { a: ["b", "d"], b: ["c"], c: ["a"], d: ["a"] }, "src/a.ts → src/d.ts → src/a.ts"]
  ])("fails on one %s", async (_, files: Readonly<Record<string, ReadonlyArray<string>>>, circle) => {
    const changes = Object.entries(files).map(([file, imported]) => [
      `packages/core/src/${file}.ts`,
      imported.map((name) => `import type {} from "./${name}.ts"\n`).join("")
    ])
    expect(await problemsOf(circles, Object.fromEntries(changes))).toStrictEqual([
      `packages/core has a circle of imports: ${circle}`
    ])
  })

  it.each(["twin", "test"])("looks into %s/ too, and names each circle once", async (room) => {
    const changes = {
      [`${acme}/${room}/a.ts`]: 'export * from "./b.ts"',
      [`${acme}/${room}/b.ts`]: 'await import("./a.ts")',
      [`${acme}/${room}/c.ts`]: 'import "./d.ts"\nimport "./a.ts"',
      [`${acme}/${room}/d.ts`]: 'import "./c.ts"'
    }
    expect(await problemsOf(circles, changes)).toStrictEqual([
      `${acme} has a circle of imports: ${room}/a.ts → ${room}/b.ts → ${room}/a.ts`,
      `${acme} has a circle of imports: ${room}/c.ts → ${room}/d.ts → ${room}/c.ts`
    ])
  })
})

describe("the order of rooms", () => {
  const rooms = ["answer", "mapping", "codec", "calls", "account", "lists", "push", "adapter"]
  const kitRooms = Object.fromEntries(rooms.map((room) => [`${kit}/${room}/a.ts`, "export {}"]))

  it("lets a later room of the kit import an earlier one, and index.ts import all", async () => {
    const changes = {
      ...kitRooms,
      [`${kit}/adapter/a.ts`]: rooms
        .slice(0, -1)
        .map((room) => `import "../${room}/a.ts"\n`)
        .join(""),
      [`${kit}/index.ts`]: rooms.map((room) => `export * from "./${room}/a.ts"\n`).join("")
    }
    expect(await problemsOf(roomOrder, changes)).toStrictEqual([])
  })

  it.each([
    ["codec", "../calls/a.ts", "files of calls/ come after files of codec/"],
    ["adapter", "../helpers.ts", "files outside a room come after files of adapter/"],
    ["adapter", "../index.ts", "nothing in src/ imports src/index.ts"],
    ["attic", "../answer/a.ts", "attic/ has no place in the order of rooms"],
    ["adapter", "../attic/b.ts", "attic/ has no place in the order of rooms"]
  ])("does not let %s of the kit import %s", async (room, specifier, problem) => {
    const others = { [`${kit}/attic/b.ts`]: "export {}", [`${kit}/helpers.ts`]: "export {}" }
    const changes = { ...kitRooms, ...others, [`${kit}/${room}/a.ts`]: `import type {} from "${specifier}"` }
    expect(await problemsOf(roomOrder, changes)).toStrictEqual([
      expect.stringContaining(`${kit}/${room}/a.ts:1 imports ${specifier}: ${problem}`)
    ])
  })

  const adapterFiles = {
    [`${acme}/src/shared/a.ts`]: 'import "../Errors.ts"',
    [`${acme}/src/push/a.ts`]: 'import "../shared/a.ts"',
    [`${acme}/twin/detail20/a.ts`]: 'import "../shared/a.ts"',
    [`${acme}/twin/shared/a.ts`]: "export {}",
    [`${acme}/twin/push/a.ts`]: "export {}"
  }

  it("lets operations and pushes of an adapter import what is shared", async () => {
    expect(await problemsOf(roomOrder, adapterFiles)).toStrictEqual([])
  })

  it.each([
    ["src/push", "../detail20/detail20.ts", "push/ and detail20/ do not import each other"],
    ["src/list20", "../detail20/detail20.ts", "list20/ and detail20/ do not import each other"],
    ["src/shared", "../push/a.ts", "files of push/ come after files of shared/"],
    ["src/shared", "../index.ts", "nothing in src/ imports src/index.ts"],
    ["twin/detail20", "../push/a.ts", "detail20/ and push/ do not import each other"],
    ["twin/detail20", "../index.ts", "nothing in twin/ imports twin/index.ts"]
  ])("does not let %s of an adapter import %s", async (room, specifier, problem) => {
    const changes = { ...adapterFiles, [`${acme}/${room}/b.ts`]: `import "${specifier}"` }
    expect(await problemsOf(roomOrder, changes)).toStrictEqual([
      expect.stringContaining(`${acme}/${room}/b.ts:1 imports ${specifier}: ${problem}`)
    ])
  })

  it("does not let the manifest and errors of an adapter import an operation", async () => {
    const changes = { [`${acme}/src/Errors.ts`]: 'import "./detail20/detail20.ts"' }
    expect(await problemsOf(roomOrder, changes)).toStrictEqual([
      expect.stringContaining("files of detail20/ come after files outside a room")
    ])
  })

  it("accepts an allowed pair, in its direction only", async () => {
    const check = roomOrderOf({
      orders: { adapter: [".", "shared", "*"] },
      allowedPairs: { [acme]: ["list20 → detail20"] }
    })
    const list = { [`${acme}/src/list20/b.ts`]: 'import "../detail20/detail20.ts"' }
    expect(await problemsOf(check, list)).toStrictEqual([])
    const detail = { ...list, [`${acme}/src/detail20/b.ts`]: 'import "../list20/b.ts"' }
    expect(await problemsOf(check, detail)).toHaveLength(1)
  })
})
