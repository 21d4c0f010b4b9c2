import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Of no use without a connection: it comes when somebody wants to be told. */
const onlyOnline = /^assets\/firebase-/

const inProject = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What the page needs besides the files of the build. */
const publicFiles = ['/theme.js', '/manifest.webmanifest', '/icon.svg', '/icon-192.png']

/** Tells the service worker which files are this version of the app, and stays at one address whatever is in it. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') throw new Error('there is no sw.js to tell')
        const built = Object.values(bundle).filter(({ fileName }) => fileName !== 'sw.js' && !onlyOnline.test(fileName))
        const hashed = built.map(({ fileName }) => `/${fileName}`).filter((name) => /\.(js|css)$/.test(name))
        const version = createHash('sha256')
        for (const it of built) version.update(it.fileName).update(it.type === 'chunk' ? it.code : it.source)
        for (const path of publicFiles) version.update(readFileSync(inProject(`apps/diner/public${path}`)))
        const shell = { version: version.digest('hex').slice(0, 16), files: ['/', ...publicFiles, ...hashed.sort()] }
        worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify(shell))
      },
    },
  }
}

/** Squeezes each file of the build once and as far as it goes, so that a hub never does while people wait. */
export function squeezed(): Plugin {
  return {
    name: 'squeezed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle).filter(({ fileName }) => fileName.startsWith('assets/'))) {
          const bytes = file.type === 'chunk' ? Buffer.from(file.code) : Buffer.from(file.source)
          const forms = { br: brotliCompressSync(bytes), gz: gzipSync(bytes, { level: 9 }) }
          for (const [ending, source] of Object.entries(forms)) {
            this.emitFile({ type: 'asset', fileName: `${file.fileName}.${ending}`, source })
          }
        }
      },
    },
  }
}

/** The diner's app; the hub serves it at `/`. */
export default defineConfig({
  root: inProject('apps/diner'),
  base: '/',
  plugins: [react(), serviceWorker(), squeezed()],
  build: {
    outDir: inProject('../dist/apps/diner'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { main: inProject('apps/diner/index.html'), sw: inProject('apps/diner/sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
})
