// node scripts/build.js <folder>: builds what a node serves.
import { resolve } from 'node:path'
import { bundle } from './bundle.js'

await bundle(resolve(process.argv[2] ?? 'dist'))
