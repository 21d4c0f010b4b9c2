import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createClient, createPushDevice } from '../../src/index.ts'
import { ClientProvider } from '../../src/react.ts'
import { preferences } from '../common/preferences.ts'
import { App } from './App.tsx'
import { forgetAtLogout } from './offline/lastKnown.ts'
import { registerServiceWorker } from './offline/registerServiceWorker.ts'
import { DeviceContext } from './push/device.ts'
import { forgetGuestWith } from './state/guestMemory.ts'

const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')

const client = createClient({ url: location.origin })
forgetAtLogout(client.session)
forgetGuestWith(client.session)
const device = createPushDevice(client)
registerServiceWorker()
// Where nothing waits to be said, none of what says it is fetched.
if (preferences.getItem('couvert.outbox') !== null) {
  void import('../../src/conversation.ts').then(({ sayWhatWaits }) => sayWhatWaits(client))
}

createRoot(place).render(
  <StrictMode>
    <ClientProvider value={client}>
      <DeviceContext.Provider value={device}>
        <App />
      </DeviceContext.Provider>
    </ClientProvider>
  </StrictMode>,
)
