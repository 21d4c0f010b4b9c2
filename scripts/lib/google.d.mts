import type { IncomingMessage, ServerResponse } from 'node:http'

/** PEM */
export interface Identity {
  readonly key: string
  readonly cert: string
}

/** As the provider's console gives it. */
export interface ServiceAccountFile {
  readonly project_id: string
  readonly client_email: string
  readonly private_key: string
}

/** A message as the protocol has it, as far as anybody here looks at it. */
export interface TakenPush {
  readonly token: string
  readonly notification: { readonly title: string; readonly body: string }
  readonly data: Readonly<Record<string, string>>
  readonly android: {
    readonly collapse_key: string
    readonly ttl: string
    readonly notification: { readonly tag: string }
  }
  readonly apns: { readonly headers: Readonly<Record<string, string>> }
  readonly webpush: {
    readonly headers: Readonly<Record<string, string>>
    readonly notification: { readonly tag: string; readonly lang: string }
  }
}

/** How the provider refuses. */
export type Refusal =
  | 'unregistered'
  | 'noSuchProject'
  | 'badToken'
  | 'badPayload'
  | 'unauthenticated'
  | 'badCertificate'
  | 'otherProject'
  | 'quota'
  | 'internal'
  | 'unavailable'

/** Where something goes otherwise: each is heard, and answers in the provider's place where it returns true. */
interface Play {
  readonly request?: (request: IncomingMessage) => void
  readonly token?: (request: IncomingMessage, response: ServerResponse) => boolean
  readonly gaveToken?: () => void
  readonly message?: (message: TakenPush, request: IncomingMessage, response: ServerResponse) => boolean
  /** A tunnel is there; and whether it is cut at once. */
  readonly opened?: () => void
  readonly cut?: () => boolean
}

export const googleHosts: readonly string[]
export function selfSigned(...hosts: readonly string[]): Identity
export function makeServiceAccount(projectId: string): ServiceAccountFile
export function startGoogle(options: {
  readonly identity: Identity
  readonly account: ServiceAccountFile
  readonly take: (message: TakenPush) => void
  readonly port?: number
  readonly play?: Play
}): Promise<{ readonly proxy: string; stop(): Promise<void> }>
export function asInBrowser(message: TakenPush): {
  readonly notification: Readonly<Record<string, string>>
  readonly data: Readonly<Record<string, string>>
}
export function refuse(response: ServerResponse, name: Refusal, headers?: Readonly<Record<string, string>>): void
