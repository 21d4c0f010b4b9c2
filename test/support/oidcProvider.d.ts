/** The part of oidc-provider that the tests use; it brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface TokenAnswer {
    id_token?: string
    access_token?: string
    expires_in?: number
  }

  interface Context {
    readonly path: string
    body: unknown
  }

  export default class Provider {
    constructor(issuer: string, configuration: object)
    /** Koa middleware around everything it answers. */
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    readonly AccessToken: { find(token: string): Promise<{ readonly accountId: string } | undefined> }
  }
}
