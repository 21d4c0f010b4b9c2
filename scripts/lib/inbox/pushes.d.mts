import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Identity, ServiceAccountFile } from '../google.mjs'

/** A push as its device shows it. */
export interface ShownPush {
  /** Instant */
  readonly at: string
  readonly title: string
  readonly body: string
  readonly lang: string
  readonly tag: string
  readonly path: string
}

/** The devices of the demo. */
export interface Devices {
  /** @returns the address of the proxy that leads to what stands for Google */
  start(port?: number): Promise<{ readonly proxy: string; stop(): Promise<void> }>
  /** Who was told last first, and of each the newest first. */
  list(): readonly { readonly device: string; readonly pushes: readonly ShownPush[] }[]
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>
}

export function createDevices(options: { readonly identity: Identity; readonly account: ServiceAccountFile }): Devices
