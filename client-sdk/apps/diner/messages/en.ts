import { en as common } from '../../common/messages/en.ts'
import { booking, mine, own, ticket } from './en/booking.ts'
import { picker, search, venue } from './en/finding.ts'
import type { Messages } from './vocabulary.ts'

export const en: Messages = {
  ...common,
  nav: {
    label: 'Couvert',
    home: 'Couvert, find a table',
    reservations: 'My reservations',
    account: 'Account',
    login: 'Log in',
  },
  sessionLost: 'Your visit had ended, so a new one was begun. What you held before is no longer shown on this device.',
  unknownPage: {
    title: 'There is nothing here',
    text: 'The address leads nowhere, or what was here has gone.',
    home: 'Find a table',
  },
  states: {
    held: 'held for you',
    requested: 'requested',
    awaiting_payment: 'awaiting payment',
    confirmed: 'confirmed',
    arrived: 'arrived',
    seated: 'seated',
    completed: 'visited',
    released: 'let go',
    expired: 'ran out',
    declined: 'declined',
    cancelled: 'cancelled',
    no_show: 'missed',
  },
  search,
  venue,
  picker,
  booking,
  ticket,
  mine,
  own,
}
