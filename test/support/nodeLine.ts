import { fileURLToPath } from 'node:url'

const packed = fileURLToPath(new URL('./packed.mjs', import.meta.url))

export const nodeSource = fileURLToPath(new URL('../replay/nodeProcess.ts', import.meta.url))

/** What Node is given to run a program of a test from its source. */
export function sourceLine(file: string, ...args: readonly string[]): readonly string[] {
  return ['--disable-proto=delete', '--import', 'tsx', file, ...args]
}

/** What Node is given to run a hub node or a worker: as this run of the tests compiled it, else from its source. */
export function nodeLine(kind: 'hub' | 'worker'): readonly string[] {
  const compiled = process.env['TEST_NODE_FILE']
  return compiled === undefined ? sourceLine(nodeSource, kind) : ['--disable-proto=delete', packed, compiled, kind]
}
