export interface ChildEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A program that ends with this process. */
export interface Child {
  readonly pid: number
  readonly logFile: string
  readonly exited: Promise<ChildEnd>
  /** Null while it runs. */
  readonly ended: ChildEnd | null
  signal(name: NodeJS.Signals): void
  /** Asks (SIGTERM), waits (10 s), insists (SIGKILL). */
  stop(options?: { asking?: NodeJS.Signals; graceMs?: number }): Promise<ChildEnd>
}

export interface ServerOptions {
  /** Path of the program, from `findServer`. */
  readonly binary: string
  /** Where its data lies. */
  readonly folder: string
  readonly port: number
  readonly logFile: string
  /** Sent to it by the kernel when this process dies; the default, SIGTERM, lets it end cleanly. */
  readonly deathSignal?: 'TERM' | 'KILL'
}

export function findServer(kind: 'mongod' | 'redis'): Promise<string>
export function startMongod(
  options: ServerOptions & { readonly sockets?: string; readonly extraArgs?: readonly string[] },
): Promise<Child>
export function startRedisServer(
  options: ServerOptions & { readonly durable: boolean; readonly hz?: number },
): Promise<Child>
export function ensureReplicaSet(ports: readonly number[], config?: Readonly<Record<string, unknown>>): Promise<void>
export function mongoUri(ports: readonly number[], database?: string): string
export function socketUri(sockets: string, port: number): string
export function onFreePort<T>(start: (port: number) => Promise<T>, preferred?: number): Promise<T>
export function ensureSecrets(file: string, options: { readonly demo: boolean }): void
