import express, { type RequestHandler, Router } from 'express'
import compressed from 'express-static-gzip'
import type { Deps } from '../core/deps.ts'
import { type BuiltApp, barePage, builtApp } from './appPage.ts'
import { venuePages } from './venuePages.ts'

/** Where the app has a screen. What it shows there is its own business; what is elsewhere does not exist. */
const appPaths = [
  '/',
  '/r/:reservationId',
  '/bookings/:reservationId',
  '/reservations',
  '/notices',
  '/messages{/:conversationId}',
  '/work',
  '/account{/*rest}',
  '/login{/*rest}',
  '/register',
  '/reset',
  '/staff',
  '/unsubscribe/:reservationId/:secret',
  '/unsubscribe/messages/:conversationId/:secret',
]

/** Apart from its files, so that one that is gone is not answered with a page. */
const deskPaths = ['/desk', '/desk/at/:deskId{/:conversationId}']

/** The apps, their files, and the pages that search engines read. */
export function screens(
  deps: Deps,
  app: BuiltApp | null = builtApp('diner'),
  desk: BuiltApp | null = builtApp('concierge'),
): Router {
  const router = Router()
  if (desk !== null) {
    router.use('/desk/assets', hashed(desk))
    router.get(deskPaths, sendPage(desk.page))
  }
  router.use(venuePages(deps, app?.page ?? barePage))
  if (app === null) return router
  const { folder, page } = app
  router.get(appPaths, sendPage(page))
  // Hashed files for ever. Everything else, the worker and the manifest above all, is asked for again each time: an old
  // worker would go on serving an old app.
  router.use('/assets', hashed(app))
  router.use(
    express.static(folder, { index: false, setHeaders: (response) => response.set('cache-control', 'no-cache') }),
  )
  return router
}

function hashed({ folder }: BuiltApp): RequestHandler {
  return compressed(`${folder}/assets`, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: { immutable: true, maxAge: '1y' },
  })
}

function sendPage(page: string): RequestHandler {
  return (_request, response) => void response.set('cache-control', 'no-cache').type('html').send(page)
}
