import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The TypeScript in the README and behind every @example, by where it stands. */
async function examples(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  for (const [at, [, code]] of [...readme.matchAll(/^```ts\n([^]*?)^```/gm)].entries()) found.set(`README-${at}`, code ?? '')
  for (const name of await readdir(join(root, 'src'), { recursive: true })) {
    if (!name.endsWith('.ts')) continue
    const source = await readFile(join(root, 'src', name), 'utf8')
    // An example runs from its tag to the next one, or to the comment's end.
    for (const [at, [, comment]] of [...source.matchAll(/@example\n((?: \*(?! @|\/).*\n)+)/g)].entries()) {
      found.set(`${name.replace(/\W/g, '-')}-${at}`, (comment ?? '').replace(/^ \* ?/gm, ''))
    }
  }
  return found
}

test('every example compiles', async () => {
  const codes = await examples()
  expect(codes.size).toBeGreaterThanOrEqual(6)
  const build = join(root, 'build')
  await mkdir(build, { recursive: true })
  const folder = await mkdtemp(join(build, 'examples-'))
  try {
    for (const [name, code] of codes) {
      expect(code, name).toContain("from '@casto-network/sdk'")
      await writeFile(join(folder, `${name}.ts`), code)
    }
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions: { noUnusedLocals: false, moduleDetection: 'force', types: [], paths: { '@casto-network/sdk': ['../../src/index.ts'] } },
      include: ['*.ts'],
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => error)
    expect(stdout).toBe('')
  } finally {
    await rm(folder, { recursive: true })
  }
}, 60_000)
