import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createClient } from '../../src/index.ts'
import { ClientProvider } from '../../src/react.ts'
import { App } from './App.tsx'

const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')

createRoot(place).render(
  <StrictMode>
    <ClientProvider value={createClient({ url: location.origin })}>
      <App />
    </ClientProvider>
  </StrictMode>,
)
