import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { squeezed } from './vite.config.ts'

const inProject = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The concierge's app; the hub serves it at `/desk`. A build of its own, so that none of it reaches a diner's phone. */
export default defineConfig({
  root: inProject('apps/concierge'),
  base: '/desk/',
  publicDir: false,
  plugins: [react(), squeezed()],
  build: { outDir: inProject('../dist/apps/concierge'), emptyOutDir: true },
})
