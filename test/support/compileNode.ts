import { build } from 'vite'
import { nodeSource } from './nodeLine.ts'

/** Brings a library of its own for this machine, or is looked for on the disk. */
const notPacked = ['sharp', '@node-rs/argon2', 'swagger-ui-dist']

/**
 * Compiles it once for all processes that begin after this one, with its packages: from its source each takes some
 * seconds of a core, and reading twelve hundred files takes longer than all else a node does until it is ready.
 *
 * @param folder as deep in the project as the sources are, for what they find beside them
 */
export async function compileNode(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: notPacked },
    build: { ssr: nodeSource, outDir: folder, emptyOutDir: true, target: 'node20', minify: false, sourcemap: 'inline' },
  })
  process.env['TEST_NODE_FILE'] = `${folder}/nodeProcess.js`
}
