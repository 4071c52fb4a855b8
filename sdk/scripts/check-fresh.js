// node scripts/check-fresh.js: fails when dist is not what the sources build to.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.js'

const committed = fileURLToPath(new URL('../dist', import.meta.url))
const built = await mkdtemp(join(tmpdir(), 'casto-sdk-'))
try {
  await bundle(built)
  const names = new Set([...(await filesOf(built)), ...(await filesOf(committed))])
  const stale = []
  for (const name of [...names].sort()) {
    const [want, got] = await Promise.all([built, committed].map((folder) => readFile(join(folder, name)).catch(() => undefined)))
    if (!want || !got || !want.equals(got)) stale.push(name)
  }
  if (stale.length > 0) {
    console.error(`sdk/dist is stale (${stale.join(', ')}): run npm run build and commit it`)
    process.exitCode = 1
  } else {
    console.log(`sdk/dist is fresh: ${names.size} files`)
  }
} finally {
  await rm(built, { recursive: true, force: true })
}

/** @param {string} folder */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}
