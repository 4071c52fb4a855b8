import { cp, mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Builds what a node serves into a folder: casto.js, which loads assets/receipts.js when there is something to sign, and the
 * two pages, which import the same casto.js. All file names are stable; freshness is the server's ETag's business.
 *
 * @param {string} outDir emptied first
 */
export async function bundle(outDir) {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  await script(outDir, { casto: `${root}/src/index.ts` }, [])
  await script(outDir, { 'assets/studio': `${root}/pages/studio.ts`, 'assets/watch': `${root}/pages/watch.ts` }, [sdkFromNode()])
  for (const page of ['studio.html', 'watch.html']) await cp(`${root}/pages/${page}`, `${outDir}/${page}`)
  for (const asset of ['pages.css', 'icon.svg']) await cp(`${root}/pages/${asset}`, `${outDir}/assets/${asset}`)
}

/**
 * @param {string} outDir
 * @param {Record<string, string>} input
 * @param {import('vite').Plugin[]} plugins
 */
async function script(outDir, input, plugins) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins,
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // The receipts' entry file is called index.ts like any folder's; its chunk is known by the folder.
          chunkFileNames: ({ facadeModuleId, name }) =>
            facadeModuleId?.endsWith('/src/receipts/index.ts') ? 'assets/receipts.js' : `assets/${name}.js`,
        },
      },
    },
  })
}

/**
 * Pages import the SDK from the node, as anybody's page would.
 *
 * @returns {import('vite').Plugin}
 */
function sdkFromNode() {
  return {
    name: 'sdk-from-node',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/src/index.js') ? { id: '/casto.js', external: 'absolute' } : undefined),
  }
}
