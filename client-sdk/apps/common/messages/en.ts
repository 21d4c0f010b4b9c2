import { errors, reasons } from './en/refusals.ts'
import type { CommonMessages } from './vocabulary.ts'

export const en: CommonMessages = {
  skip: 'Skip to content',
  language: 'Language',
  theme: 'Light or dark',
  themes: { auto: 'as the device', light: 'light', dark: 'dark' },
  loading: 'Loading',
  slow: 'Still asking. Nothing is done twice.',
  retry: 'Try again',
  retryIn: (clock) => `Possible again in ${clock}`,
  close: 'Close',
  back: 'Back',
  optional: 'optional',
  guests: (n) => (n === 1 ? '1 guest' : `${n} guests`),
  bell: (unread) => (unread === 0 ? 'Notices' : `Notices, ${unread} unread`),
  freshness: {
    live: 'live',
    'catching-up': 'catching up',
    stale: (at) => (at === null ? 'not fresh' : `not fresh since ${at}`),
  },
  offline: 'No connection. You see what was known last.',
  crashed: {
    title: 'This page has stumbled',
    text: 'Nothing you booked is affected. Loading the page again helps most of the time.',
    reload: 'Load again',
  },
  elsewhere: (zone) => `All times are the restaurant’s: ${zone}.`,
  here: (when) => `${when} where you are`,
  errors,
  reasons,
}
