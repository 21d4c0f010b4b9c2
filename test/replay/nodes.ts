import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program of ours in a process of its own, that listens. */
export interface NodeProcess {
  readonly url: string
  /** It is gone, whoever ended it. */
  readonly gone: Promise<void>
  /** SIGTERM, after 15 s SIGKILL. */
  stop(): Promise<void>
  kill9(): Promise<void>
  /** Goes on after SIGSTOP. */
  wake(): void
}

/**
 * @param line what Node is given
 * @param env beside that of this process
 */
export async function startNode(line: readonly string[], env: Readonly<Record<string, string>>): Promise<NodeProcess> {
  const child = spawn(process.execPath, line, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const gone = once(child, 'exit').then(() => undefined)
  const url = `http://127.0.0.1:${await readyPort(child)}`
  return {
    url,
    gone,
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await gone
      clearTimeout(late)
    },
    wake: () => void child.kill('SIGCONT'),
    async kill9() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The port in the line that a node prints when it is ready; what it prints later is read and dropped. */
function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) =>
      reject(new Error(`a node ended before it was ready (${code ?? 'killed'}): ${text.slice(-500)}`)),
    )
    child.stdout?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-4_000)
      const port = /"port":(\d+),"msg":"(?:hub|worker) ready"/.exec(text)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
}
