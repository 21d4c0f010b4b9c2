/** Builds the package in `client-sdk`: `node scripts/buildSdk.mjs [FOLDER]`, by default into its `dist`. */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { bundleDeclarations } from './lib/declarations.mjs'
import { inProject } from './lib/project.mjs'

const outDir = resolve(process.argv[2] ?? inProject('client-sdk', 'dist'))
const entries = {
  index: inProject('client-sdk', 'src', 'index.ts'),
  conversation: inProject('client-sdk', 'src', 'conversation.ts'),
  react: inProject('client-sdk', 'src', 'react.ts'),
}

await build({
  configFile: false,
  root: inProject('client-sdk'),
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // Whoever bundles it makes it small; whoever looks for a mistake in it wants to read it.
    minify: false,
    lib: { entry: entries, formats: ['es'], fileName: (_format, name) => `${name}.js` },
    rolldownOptions: {
      external: ['react', 'socket.io-client'],
      output: {
        chunkFileNames: 'shared.js',
        // Whatever two of them need is one file: each is then there once.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
      },
    },
  },
})

for (const [name, text] of Object.entries(bundleDeclarations(entries))) {
  writeFileSync(join(outDir, `${name}.d.ts`), text)
}
