import type { Session } from '../../../src/index.ts'

/** What a guest wrote into the form, as it was typed. */
export interface GuestDraft {
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly wishes: string
  readonly allergies: string
}

const nothing: GuestDraft = { name: '', phone: '', email: '', wishes: '', allergies: '' }

/** In memory only: it outlives a hold that ran out, and never the page. */
let draft = nothing

export function rememberedGuest(): GuestDraft {
  return draft
}

export function rememberGuest(next: GuestDraft): void {
  draft = next
}

/** Once, where the client is made: the next person finds an empty form. Going on as an account is the same person. */
export function forgetGuestWith(session: Pick<Session, 'get' | 'subscribe'>): void {
  let { actor } = session.get()
  session.subscribe(() => {
    const next = session.get().actor
    if (next === null || (actor !== null && !actor.startsWith('guest:') && next !== actor)) draft = nothing
    actor = next
  })
}
