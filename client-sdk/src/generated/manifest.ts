/** Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand. */
export const manifest = {
  operations: {
    'session.guest': { write: false, method: 'post', path: '/sessions/guest' },
    'session.login': { write: false, method: 'post', path: '/sessions' },
    'session.renew': { write: false, method: 'post', path: '/sessions/renew' },
    'venue.list': { write: false, method: 'get', path: '/venues' },
    'venue.get': { write: false, method: 'get', path: '/venues/:venueId' },
    'availability.explain': { write: false, method: 'get', path: '/venues/:venueId/availability/:date/explain' },
    'settings.get': { write: false, method: 'get', path: '/venues/:venueId/settings' },
    'settings.change': { write: true, method: 'put', path: '/venues/:venueId/settings' },
    'hold.create': { write: true, method: 'post', path: '/holds' },
    'hold.release': { write: true, method: 'delete', path: '/holds/:reservationId' },
    'reservation.confirm': { write: true, method: 'post', path: '/reservations/:reservationId/confirm' },
    'reservation.change': { write: true, method: 'post', path: '/reservations/:reservationId/change' },
    'reservation.cancel': { write: true, method: 'post', path: '/reservations/:reservationId/cancel' },
    'reservation.book': { write: true, method: 'post', path: '/venues/:venueId/reservations' },
    'walkIn.seat': { write: true, method: 'post', path: '/venues/:venueId/walk-ins' },
    'reservation.move': { write: true, method: 'post', path: '/reservations/:reservationId/move' },
    'reservation.advance': { write: true, method: 'post', path: '/reservations/:reservationId/advance' },
    'block.create': { write: true, method: 'post', path: '/venues/:venueId/blocks' },
    'block.release': { write: true, method: 'delete', path: '/venues/:venueId/blocks/:date/:blockId' },
  },
  feeds: {
    'availability': { path: '/venues/:venueId/availability/:date' },
    'reservations': { path: '/reservations' },
    'reservation': { path: '/reservations/:reservationId' },
  },
} as const
