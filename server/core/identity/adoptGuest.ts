import type { Claim } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { canonical, sha256 } from '../infra/ids.ts'
import type { BookId } from '../lane/ports.ts'
import { claimKey, parseClaimKey } from '../ledger/entry.ts'
import { weightOf } from '../ledger/weight.ts'
import { withLedger } from '../ledger/withLedger.ts'
import { adoptPreferences } from '../notices/preferences.ts'
import { adoptConversations } from '../talk/adoptConversations.ts'
import { offeredTo } from '../talk/offers.ts'

interface Adoption {
  /** `guest:…`; whoever asks has shown that they are it. */
  readonly guest: string
  /** `account:…` */
  readonly account: string
}

type Needs = Pick<Deps, 'collections' | 'store' | 'lanes' | 'ledger' | 'bundles' | 'clock' | 'talked'>

/**
 * Gives an account what its guest session holds and has booked, claim by claim. What stands is found on the guest's
 * ledger page, which is written before a claim is made; the projection would not know of a hold made just now.
 *
 * Bookings always come along, and what desks hold for them. A hold that the account's own limits refuse stays where it is and runs out.
 *
 * @throws AppError retryable ones; asked again it goes on where it stopped
 */
export async function adoptGuest(deps: Needs, adoption: Adoption): Promise<void> {
  const page = await deps.collections.ledgers.findOne({ _id: adoption.guest }, { maxTimeMS: 3000 })
  const claims = new Set(page?.entries.map(({ claim }) => claim) ?? [])
  const offered = await offeredTo(deps, adoption.guest)
  for (const key of new Set([...claims, ...offered])) {
    const { bookId, claimId } = parseClaimKey(key)
    const read = await deps.store.read(bookId)
    const claim = read?.book.claims[claimId]
    const isOffer = !claims.has(key)
    if (claim?.holder === adoption.guest) await adopt(deps, adoption, { bookId, claim, isOffer })
  }
  await adoptPreferences(deps, adoption)
  await adoptConversations(deps, adoption)
  await deps.collections.notices.updateMany({ owner: adoption.guest }, { $set: { owner: adoption.account } })
}

interface Adopted {
  readonly bookId: BookId
  readonly claim: Claim
  /** What a desk holds for them is on none of their pages. */
  readonly isOffer: boolean
}

async function adopt(deps: Needs, { guest, account }: Adoption, { bookId, claim, isOffer }: Adopted): Promise<void> {
  const command = { type: 'assign', claimId: claim.id, to: account } as const
  const requestId = sha256(`adopt ${account} ${claimKey(bookId, claim.id)}`)
  const request = {
    bookId,
    command,
    by: { key: guest, staff: false },
    requestId,
    bodyHash: sha256(canonical(command)),
    retried: true,
  }
  const weight = weightOf(claim)
  const plan = { guestKeys: isOffer ? [] : [account], weight, limited: weight.kind === 'hold' }
  const answer = await withLedger({ lanes: deps.lanes, ledger: deps.ledger, books: deps.store }, request, plan)
  if (answer.ok) return
  // Ended or run out meanwhile, or one hold too many: nothing to bring along.
  const settled = new Set(['not_found', 'hold_expired', 'hold_limit', 'overlapping_booking', 'cooling_down'])
  if (!settled.has(answer.refusal.code)) throw new AppError('busy', { retryAfterMs: 500 })
}
