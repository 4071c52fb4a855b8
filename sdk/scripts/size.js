// node scripts/size.js: fails when a file that browsers load has outgrown its budget (kB of 1000 bytes, gzip -9).
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const budgets = {
  'casto.js': 15,
  'assets/receipts.js': 18,
  'assets/studio.js': 5,
  'assets/watch.js': 5,
  'assets/pages.css': 4,
}

for (const [name, budget] of Object.entries(budgets)) {
  const content = await readFile(new URL(`../dist/${name}`, import.meta.url))
  const size = gzipSync(content, { level: 9 }).length / 1000
  const over = size > budget
  console.log(`${name.padEnd(20)} ${(content.length / 1000).toFixed(1).padStart(6)} kB ${size.toFixed(1).padStart(6)} kB gzip, at most ${budget}${over ? '  TOO LARGE' : ''}`)
  if (over) process.exitCode = 1
}
