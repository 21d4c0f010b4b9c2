import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { sayWhatWaits } from '../../src/conversation.ts'
import { createClient } from '../../src/index.ts'
import { ClientProvider } from '../../src/react.ts'
import { App } from './App.tsx'

const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')

const client = createClient({ url: location.origin })
sayWhatWaits(client, 'desk')

createRoot(place).render(
  <StrictMode>
    <ClientProvider value={client}>
      <App />
    </ClientProvider>
  </StrictMode>,
)
