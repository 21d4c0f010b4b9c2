import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const inProject = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The diner's app; the hub serves it at `/`. */
export default defineConfig({
  root: inProject('apps/diner'),
  base: '/',
  plugins: [react()],
  build: { outDir: inProject('../dist/apps/diner'), emptyOutDir: true },
})
