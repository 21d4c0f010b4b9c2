import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'

/** Beside the compiled server, or where the build puts it when the server runs from its sources. */
const places = ['../../apps/diner', '../../dist/apps/diner'].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
)

/** The built app: hashed files for ever, the page itself always asked for again. */
export function screens(): Router {
  const router = Router()
  const folder = places.find((place) => existsSync(`${place}/index.html`))
  if (folder === undefined) return router
  router.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false }))
  router.use(express.static(folder, { maxAge: 0 }))
  return router
}
