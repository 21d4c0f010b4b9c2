import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'

const checkout = fileURLToPath(new URL('../../', import.meta.url))

interface LockEntry {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The part of our lock file that the named packages need. */
function cutLock(names: readonly string[]): { packages: Record<string, unknown>; versions: Record<string, string> } {
  const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>
  }
  const kept: Record<string, LockEntry> = {}
  const keep = (name: string, inside: string): void => {
    const nested = `${inside}/node_modules/${name}`.replace(/^\//, '')
    const key = packages[nested] ? nested : `node_modules/${name}`
    const entry = packages[key]
    if (!entry || kept[key]) return
    kept[key] = entry
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) keep(needed, key)
  }
  for (const name of names) keep(name, '')
  const versions = Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`]?.version ?? '']))
  return { packages: { '': { dependencies: versions }, ...kept }, versions }
}

/** A checkout with our scripts, stand-ins for hub and worker, and nothing installed. */
export class FreshProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'couvert-checkout-'))
  private readonly runs: Run[] = []

  /** @param needed packages of ours that it depends on */
  constructor(needed: readonly string[]) {
    const { packages, versions } = cutLock(needed)
    const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: unknown }
    this.write('package.json', { private: true, type: 'module', scripts, dependencies: versions })
    this.write('package-lock.json', { lockfileVersion: 3, packages })
    cpSync(join(checkout, 'scripts'), join(this.folder, 'scripts'), { recursive: true })
    cpSync(join(dirname(fileURLToPath(import.meta.url)), 'fixtures'), this.folder, { recursive: true })
  }

  private write(name: string, content: unknown): void {
    writeFileSync(join(this.folder, name), JSON.stringify(content))
  }

  /** A program in place of a tool of an installed package. */
  writeTool(name: string, script: string): void {
    const path = join(this.folder, 'node_modules', '.bin', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8')
  }

  /** `npm start`, in a process group of its own as under a terminal. */
  start(env: Readonly<Record<string, string>> = {}): Run {
    return this.run('npm', ['start'], env)
  }

  run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
    const outer = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|NODE_ENV|VITEST|MONGODB_URI|REDIS_)/.test(name),
    )
    const child = spawn(command, args, {
      cwd: this.folder,
      env: { ...Object.fromEntries(outer), ...env },
      detached: true,
    })
    const run = new Run(child)
    this.runs.push(run)
    return run
  }

  /** Nothing of any run survives a test that failed half-way. */
  async dispose(): Promise<void> {
    for (const run of this.runs) run.killAll()
    await vi.waitUntil(() => this.runs.every((run) => run.survivors().length === 0), { timeout: 10_000 })
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Every process below `pid` with itself, as the system lists them. */
function familyOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number))
  const family = [pid]
  for (const each of family) family.push(...pairs.filter(([, parent]) => parent === each).map(([id = 0]) => id))
  return family
}

/** Whether a process exists; one that only waits to be read off by its parent does not count. */
export function isRunning(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    return !state.startsWith('Z')
  } catch {
    return false // ps exits 1 when there is no such process.
  }
}

/** One command under way: what it printed, and every process it ever had. */
export class Run {
  output = ''
  private readonly seen = new Set<number>()
  private readonly child: ChildProcess

  constructor(child: ChildProcess) {
    this.child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString()
      })
    }
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  get exitCode(): number | null {
    return this.child.exitCode
  }

  /** The process that runs `scripts/run.mjs`: npm's child, which its shell has become. */
  get runnerPid(): number {
    return this.family()[1] ?? 0
  }

  /** Addresses of the nodes, once they are announced. */
  async nodes(): Promise<string[]> {
    await vi.waitUntil(() => this.exitCode !== null || this.output.includes('Ctrl-C'), { timeout: 120_000 })
    expect(this.output).toContain('Ctrl-C')
    this.family()
    return [...this.output.matchAll(/node-\d {2}(\S+)/g)].map(([, address = '']) => address)
  }

  family(): number[] {
    for (const pid of familyOf(this.pid)) this.seen.add(pid)
    return [...this.seen]
  }

  survivors(): number[] {
    return [...this.seen].filter(isRunning)
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name)
  }

  /** What a terminal does on Ctrl-C. */
  interrupt(): void {
    process.kill(-this.pid, 'SIGINT')
  }

  killAll(): void {
    if (this.exitCode === null) this.family()
    for (const pid of this.survivors()) process.kill(pid, 'SIGKILL')
  }

  async ended(): Promise<number | null> {
    if (this.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
    return this.exitCode
  }

  async nothingLeft(): Promise<void> {
    await expect.poll(() => this.survivors(), { timeout: 30_000 }).toEqual([])
  }
}
