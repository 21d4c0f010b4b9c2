import { build } from 'vite'
import { nodeSource } from './nodeLine.ts'

/**
 * Compiles it once for all processes that begin after this one: from its source each takes some seconds of a core.
 *
 * @param folder as deep in the project as the sources are, for what they find beside them
 */
export async function compileNode(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: { ssr: nodeSource, outDir: folder, emptyOutDir: true, target: 'node20', minify: false, sourcemap: 'inline' },
  })
  process.env['TEST_NODE_FILE'] = `${folder}/nodeProcess.js`
}
