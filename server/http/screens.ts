import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'

/** The built apps: hashed files for ever, the page itself always asked for again. */
export function screens(): Router {
  const folder = fileURLToPath(new URL('../../apps/diner', import.meta.url))
  const router = Router()
  router.use('/assets', express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false }))
  router.use(express.static(folder, { maxAge: 0 }))
  return router
}
