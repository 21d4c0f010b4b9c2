import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, MongoClient } from 'mongodb'
import { inject } from 'vitest'
import { type Config, loadConfig } from '../../server/core/config.ts'
import type { Provider } from '../../server/core/identity/documents.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { startHub } from '../../server/startHub.ts'
import type { Input, OperationName, Output, Sent } from '../../shared/contract/index.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { connect } from './client.ts'
import { asNodesRead } from './databases.ts'
import { type IdentityProvider, startIdentityProvider } from './identityProvider.ts'
import { logInAt } from './loginBrowser.ts'
import { makeSecrets } from './secrets.ts'

/** What the provider gave back to the browser, and what the device kept. */
export type Finish = Input<'session.external.finish'>

/** A hub that is registered at providers of the test's own. */
export interface LoginHub extends AsyncDisposable {
  readonly config: Config
  readonly db: Db
  provider(name: Provider): IdentityProvider
  /** Over a socket of its own. */
  call<N extends OperationName>(name: N, input: Sent<N>, token?: string): Promise<Answer<Output<N>>>
  begin(name: Provider): Promise<Output<'session.external.begin'>>
  /** Up to where the provider has sent the browser back. */
  logIn(name: Provider, login: string): Promise<Finish>
  finish(finish: Finish, token?: string): Promise<Answer<Output<'session.external.finish'>>>
}

const publicUrl = 'http://couvert.test'
export const returnTo = `${publicUrl}/login/return`

export async function startLoginHub(names: readonly Provider[]): Promise<LoginHub> {
  const providers = new Map<Provider, IdentityProvider>()
  for (const standsFor of names) providers.set(standsFor, await startIdentityProvider({ standsFor, returnTo }))
  const registrations = [...providers].map(([name, { registration }]) => [name, registration] as const)
  const config = await configWith(Object.fromEntries(registrations))
  const node = await startHub(config)
  const client = await MongoClient.connect(config.mongoUri, asNodesRead)
  const db = client.db()

  const call: LoginHub['call'] = async (name, input, token) => {
    using device = connect(`http://127.0.0.1:${node.port}`, token)
    return await device.call(name, input)
  }

  const begin: LoginHub['begin'] = async (name) => {
    const begun = await call('session.external.begin', { provider: name })
    if (!begun.ok) throw new Error(`session.external.begin: ${begun.error.code}`)
    return begun.data
  }

  return {
    config,
    db,
    provider(name) {
      const provider = providers.get(name)
      if (provider === undefined) throw new Error(`${name} was not started`)
      return provider
    },
    call,
    begin,
    async logIn(name, login) {
      const { attempt, url } = await begin(name)
      return finishOf(attempt, await logInAt(url, login))
    },
    finish: (finish, token) => call('session.external.finish', finish, token),
    async [Symbol.asyncDispose]() {
      await node.stop()
      for (const provider of providers.values()) await provider[Symbol.asyncDispose]()
      await db.dropDatabase()
      await client.close()
    },
  }
}

/** What the page that the provider sent the browser back to sends to the hub. */
export function finishOf(attempt: string, { searchParams }: URL): Finish {
  const [state = '', code = '', iss] = ['state', 'code', 'iss'].map((name) => searchParams.get(name) ?? undefined)
  return { attempt, state, code, ...(iss !== undefined && { iss }) }
}

/** Read as a hub in production reads it: from the environment and the secrets file. @throws ConfigError */
export async function configWith(providers: object): Promise<Config> {
  const folder = await mkdtemp(join(tmpdir(), 'couvert-login-'))
  const file = join(folder, 'secrets.json')
  await writeFile(file, JSON.stringify({ ...makeSecrets(), providers }), { mode: 0o600 })
  try {
    return loadConfig({
      NODE_ENV: 'test',
      PORT: '0',
      LOG_LEVEL: process.env['TEST_LOG'] === undefined ? 'silent' : 'debug',
      MONGODB_URI: inject('mongoUri').replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, `$1/t_${newId()}`),
      REDIS_URL: `${inject('redisUrl')}/${process.env['VITEST_POOL_ID'] ?? '1'}`,
      SECRETS_FILE: file,
      PUBLIC_URL: `${publicUrl}/`,
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}
