import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inject } from 'vitest'
import { makeServiceAccount } from '../../scripts/lib/google.mjs'
import { createDevices, type Devices } from '../../scripts/lib/inbox/pushes.mjs'
import type { Config } from '../../server/core/config.ts'

/** What `npm start` has in the provider's place. */
export interface LocalDevices extends AsyncDisposable, Pick<Devices, 'list'> {
  readonly fcm: NonNullable<Config['fcm']>
  readonly webPush: NonNullable<Config['webPush']>
}

export async function startLocalDevices(): Promise<LocalDevices> {
  const file = makeServiceAccount('couvert-test')
  const devices = createDevices({ identity: inject('google'), account: file })
  const { proxy, stop } = await devices.start()
  const server = createServer((request, response) => {
    devices.serve(request, response, request.url ?? '').catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    fcm: {
      account: { projectId: file.project_id, clientEmail: file.client_email, privateKey: file.private_key },
      proxy,
    },
    webPush: { via: 'local', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    list: devices.list,
    async [Symbol.asyncDispose]() {
      await stop()
      server.close()
      server.closeAllConnections()
    },
  }
}
