import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { makeFolder, runCreate } from "./support.ts"

const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe("create-huidan-adapter", () => {
  it("writes the package into a new folder, and prints the commands that come next", async () => {
    const folder = makeFolder()
    const { code, stderr, stdout } = await runCreate(folder, ["youzan", "--zh", "有赞"])
    assert.deepStrictEqual([code, stderr], [0, ""])
    const target = join(folder, "huidan-adapter-youzan")
    const files = filesBelow(target)
    assert.strictEqual(
      stdout,
      `Wrote huidan-adapter-youzan, ${files.length} files in ${target}

Next:
  cd huidan-adapter-youzan
  npm install
  npm test

The tests pass unchanged. README.md shows the way from here to your platform.
`
    )
    assert.include(readFileSync(join(target, "src/Manifest.ts"), "utf8"), 'zh: "有赞", en: "Youzan"')
    assert.deepStrictEqual(
      files.filter((file) => /example|示例|workspace:/i.test(file + readFileSync(file, "utf8"))),
      []
    )
  })

  it("takes names and folder by flags, and prints the commands of the package manager", async () => {
    const folder = makeFolder()
    const flags = ["--package-name", "@shops/youzan", "--en", "You Zan", "--folder", "my adapters/youzan", "--yes"]
    const { stdout } = await runCreate(folder, ["youzan", ...flags, "--package-manager", "pnpm"])
    assert.include(stdout, "\n  cd 'my adapters/youzan'\n  pnpm install\n  pnpm test\n")
    const manifest = JSON.parse(readFileSync(join(folder, "my adapters/youzan/package.json"), "utf8"))
    assert.strictEqual(manifest.name, "@shops/youzan")
    assert.include(manifest.description, "You Zan")
  })

  it("puts a scoped package into a folder without the scope, and knows who runs it", async () => {
    const folder = makeFolder()
    const agent = { npm_config_user_agent: "yarn/4.9.0 npm/? node/v24.0.0 linux x64" }
    const { stdout } = await runCreate(folder, ["youzan", "--package-name", "@shops/youzan"], agent)
    assert.include(stdout, "\n  cd youzan\n  yarn install\n  yarn test\n")
  })

  it("writes into the current folder, if nothing but a repository is there", async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, ".git"))
    const { code, stdout } = await runCreate(folder, ["youzan", "--folder", "."])
    assert.strictEqual(code, 0)
    assert.notInclude(stdout, "  cd ")
    assert.isTrue(readdirSync(folder).includes("package.json"))
  })

  it("never writes into a folder that holds something", async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, "huidan-adapter-youzan"))
    const own = join(folder, "huidan-adapter-youzan/README.md")
    writeFileSync(own, "mine")
    writeFileSync(join(folder, "a-file"), "mine too")
    const full = await runCreate(folder, ["youzan"])
    assert.deepStrictEqual([full.code, full.stdout], [64, ""])
    assert.match(full.stderr, /huidan-adapter-youzan is not empty.*--folder/)
    const file = await runCreate(folder, ["youzan", "--folder", "a-file"])
    assert.deepStrictEqual([file.code, file.stdout], [64, ""])
    assert.match(file.stderr, /a-file is a file.*--folder/)
    assert.deepStrictEqual(filesBelow(folder).toSorted(), [join(folder, "a-file"), own])
    assert.deepStrictEqual([readFileSync(own, "utf8")], ["mine"])
  })

  const refused: ReadonlyArray<readonly [parameters: ReadonlyArray<string>, about: RegExp]> = [
    [[], /^The platform is missing. Name it: create-huidan-adapter youzan\.\n$/],
    [["You Zan"], /^The platform's id "You Zan" is not valid\. .*youzan/],
    [["call"], /^The platform's id "call" would give a type the name CallOptions/],
    [["youzan", "zan"], /zan.* Run: create-huidan-adapter --help\n$/],
    [["youzan", "--nonsense"], /nonsense.* Run: create-huidan-adapter --help\n$/]
  ]
  it.each(refused)("%o: refused in one line, nothing is written", async (parameters, about) => {
    const folder = makeFolder()
    const { code, stderr, stdout } = await runCreate(folder, parameters)
    assert.deepStrictEqual([code, stdout], [64, ""])
    assert.match(stderr, about)
    assert.strictEqual(stderr.trimEnd().split("\n").length, 1)
    assert.deepStrictEqual(readdirSync(folder), [])
  })

  it("says in one line that it cannot write", async () => {
    const folder = makeFolder()
    writeFileSync(join(folder, "a-file"), "")
    const { code, stderr } = await runCreate(folder, ["youzan", "--folder", "a-file/youzan"])
    assert.strictEqual(code, 64)
    assert.match(stderr, /^The package cannot be written to .*a-file\/youzan \(\w+\)\. .*--folder\.\n$/)
  })

  it.skipIf(process.platform === "win32")("says so where no folder can ever be made", async () => {
    const { code, stderr } = await runCreate(makeFolder(), ["youzan", "--folder", "/proc/nowhere/youzan"])
    assert.strictEqual(code, 64)
    assert.match(stderr, /^The package cannot be written to \/proc\/nowhere\/youzan \(\w+\)\. .*--folder\.\n$/)
  })

  it("tells its flags and its version", async () => {
    const folder = makeFolder()
    const [help, version] = await Promise.all([runCreate(folder, ["--help"]), runCreate(folder, ["--version"])])
    for (const flag of ["--folder", "--package-name", "--zh", "--en", "--package-manager", "--yes"])
      assert.include(help.stdout, flag)
    assert.match(version.stdout, /^create-huidan-adapter v\d+\.\d+\.\d+\n$/)
  })
})
