import { build } from 'vite'
import { nodeSource } from './nodeLine.ts'

/** Brings a library of its own for this machine, or is looked for on the disk. */
const notPacked = ['sharp', '@node-rs/argon2', 'swagger-ui-dist']

/**
 * Compiles it once for all processes that begin after this one, with its packages: from its source each takes some
 * seconds of a core, and reading twelve hundred files takes longer than all else a node does until it is ready.
 *
 * One script without any module besides: only of such a one Node 20 can keep what it compiled, see `packed.mjs`.
 *
 * @param folder as deep in the project as the sources are, for what they find beside them
 */
export async function compileNode(folder: string): Promise<void> {
  const entryFileNames = 'nodeProcess.cjs'
  const output = { format: 'cjs', codeSplitting: false, dynamicImportInCjs: false, entryFileNames } as const
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: notPacked },
    build: {
      ssr: nodeSource,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output },
    },
  })
  process.env['TEST_NODE_FILE'] = `${folder}/${entryFileNames}`
}
