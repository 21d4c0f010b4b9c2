import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const inProject = (...parts: string[]) => join(fileURLToPath(new URL('../../..', import.meta.url)), ...parts)
const run = promisify(execFile)

/** The SDK as it would be published, and a project beside it that has installed it: nothing else of ours is in reach. */
export interface PackedSdk extends AsyncDisposable {
  /** The folder of the package. */
  readonly folder: string
  /** The folder of a project that depends on it, on `socket.io-client` and on `react`. */
  readonly project: string
  read(name: string): Promise<string>
  /** Runs a tool of this repository; what it says where it fails is in the error. */
  tool(name: string, args: readonly string[], cwd?: string): Promise<string>
}

export async function packSdk(): Promise<PackedSdk> {
  const home = await mkdtemp(join(tmpdir(), 'couvert-sdk-'))
  const project = join(home, 'project')
  const installed = join(project, 'node_modules')
  const folder = join(installed, '@couvert', 'client')
  await mkdir(join(installed, '@types'), { recursive: true })
  await mkdir(folder, { recursive: true })
  for (const name of ['package.json', 'README.md']) await cp(inProject('client-sdk', name), join(folder, name))
  await run(process.execPath, [inProject('scripts', 'buildSdk.mjs'), join(folder, 'dist')])
  for (const name of ['socket.io-client', 'react', join('@types', 'react')]) {
    await symlink(inProject('node_modules', name), join(installed, name))
  }
  return {
    folder,
    project,
    read: (name) => readFile(join(folder, name), 'utf8'),
    async tool(name, args, cwd = project) {
      try {
        return (await run(inProject('node_modules', '.bin', name), [...args], { cwd })).stdout
      } catch (error) {
        const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string }
        throw new Error(`${name} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}`, { cause: error })
      }
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  }
}

/** The example of the README, for a hub at an address of the test's. */
export async function readmeExample(sdk: PackedSdk, url: string): Promise<string> {
  return exampleIn(await sdk.read('README.md')).replace('http://localhost:3000', url)
}

/** The first example of a README. */
export function exampleIn(readme: string): string {
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1]
  if (example === undefined) throw new Error('the README has no example')
  return example
}
