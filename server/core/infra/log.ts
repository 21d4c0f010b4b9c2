import { pino } from 'pino'
import type { Config } from '../config.ts'

/** What the product writes: ids, counts, codes and durations. Personal data has no field to be in. */
export interface Log {
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  debug(fields: LogFields, message: string): void
}

/** An allow-list: a log line cannot carry what has no name here. */
export interface LogFields {
  readonly op?: string
  readonly code?: string
  readonly incident?: string
  readonly book?: string
  readonly version?: number
  readonly feed?: string
  readonly job?: string
  readonly count?: number
  readonly ms?: number
  readonly port?: number
  readonly address?: string
  readonly reason?: string
  readonly err?: unknown
}

/** JSON lines on standard output. Errors are cut to name, message and stack: driver errors carry whole documents. */
export function createLog(config: Pick<Config, 'logLevel' | 'nodeName'>): Log {
  return pino({
    level: config.logLevel,
    base: { node: config.nodeName },
    serializers: { err: describe },
  })
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error }
  const code = 'code' in error ? error.code : undefined
  return {
    name: error.name,
    code,
    message: error.message.slice(0, 300),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
  }
}
