import type { Output } from '../../../shared/contract/index.ts'
import type { RateLimit } from '../../../shared/contract/operation.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Macs } from '../infra/macs.ts'
import { emailIndexOf } from './accounts.ts'
import type { Language, LetterDocument, ProofDocument } from './documents.ts'
import { leaveLetter, letterIdsOf } from './letters.ts'

/** How long a code counts from when it was asked for. */
export const proofLifeMs = 15 * 60_000
const tries = 5
/** Letters with a code to one address, whoever asks for them: nobody’s mailbox is flooded, and each code brings five guesses. */
const perAddress: RateLimit = { points: 10, perSeconds: 3600 }

type Kind = ProofDocument['kind']

/** What is to be done once the address is proven. */
export interface Todo {
  readonly register: {
    /** Of the account that is to be. */
    readonly accountId: string
    readonly email: string
    readonly name: string
    readonly phone: string | null
    readonly language: Language
    readonly passwordHash: string
  }
  /** `was`: SHA-256 of the password hash it may replace. Null where nobody has an account. */
  readonly reset: { readonly accountId: string; readonly was: string } | null
  /** `was`: blind index of the address it may replace. */
  readonly email: { readonly accountId: string; readonly email: string; readonly was: string }
}

interface Asked<K extends Kind> {
  readonly kind: K
  /** The address that is to be proven. */
  readonly to: string
  readonly language: Language
  readonly todo: Todo[K]
  /** The letter that goes out instead of one with a code, where no code may be right. */
  readonly instead: LetterDocument['kind'] | null
  /** See `Letter`. */
  readonly whose?: string
}

/** Sealed in `payload`. */
interface Payload<K extends Kind> {
  readonly bodyHash: string
  readonly letter: LetterDocument['kind']
  readonly todo: Todo[K]
}

/**
 * Begins a proof and leaves its letter. The answer and the work are the same whether or not a code can ever be right. The
 * attempt is derived from who asks and the request, so the same request has the same proof and sends no second letter.
 *
 * @throws AppError `rate_limited`, `request_id_reused`
 */
export async function beginProof<K extends Kind>(
  ctx: Context,
  asked: Asked<K>,
): Promise<Output<'account.reset.begin'>> {
  const { deps, actor, requestId, bodyHash } = ctx
  const attempt = deps.macs.secretFor('proof-attempt', `${actor.key} ${requestId}`)
  const _id = proofIdOf(deps, attempt)
  const proof = (await findLiving(deps, _id)) ?? (await make(ctx, attempt, asked))
  const payload = openPayload<K>(deps, proof)
  if (payload.bodyHash !== bodyHash) throw new AppError('request_id_reused')
  const { to, language, whose } = asked
  await leaveLetter(deps, {
    kind: payload.letter,
    to,
    language,
    content: proof.code === null ? {} : { code: codeOf(deps.macs, attempt, bodyHash, proof.expireAt) },
    id: `${_id}:${proof.expireAt.getTime()}`,
    ...(whose !== undefined && { whose }),
  })
  return { attempt, expiresAt: proof.expireAt.toISOString() }
}

/**
 * Six digits. Derived, so that whoever finishes a request that died half-way sends the code that is already expected. With
 * the body, so that a code which went to one address is none for another; with the end, so that each proof has its own.
 */
export function codeOf(macs: Pick<Macs, 'make'>, attempt: string, bodyHash: string, expireAt: Date): string {
  const [, hash = ''] = macs.make('proof-digits', `${attempt} ${bodyHash} ${expireAt.getTime()}`).split('.')
  return String(Buffer.from(hash, 'base64url').readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

type Needs = Pick<Deps, 'collections' | 'crypt' | 'macs' | 'clock'>

/**
 * Runs what a right code opens, then uses the code up. `effect` may run twice: whoever dies in between leaves the code
 * good, and the second time must find what the first one did. Of two at once one is told that the code was used.
 *
 * @throws AppError `wrong_code` also for what was used, has run out, or was guessed at five times; whatever `effect` throws
 */
export async function redeem<K extends Kind, T>(
  needs: Needs,
  { kind, attempt, code }: { readonly kind: K; readonly attempt: string; readonly code: string },
  effect: (todo: Todo[K]) => Promise<T>,
): Promise<T> {
  const { proofs } = needs.collections
  const _id = proofIdOf(needs, attempt)
  // Counted before it is compared, so that a thousand guesses at once are five.
  const proof = await proofs.findOneAndUpdate(
    { _id, kind, triesLeft: { $gt: 0 }, expireAt: { $gt: new Date(needs.clock.now()) } },
    { $inc: { triesLeft: -1 } },
    { maxTimeMS: 5000 },
  )
  if (proof === null || !isCodeOf(needs, proof, code)) throw new AppError('wrong_code')
  // A right one was no guess: what it opens may have to be asked for more than once.
  await proofs.updateOne({ _id }, { $inc: { triesLeft: 1 } })
  const result = await effect(openPayload<K>(needs, proof).todo)
  const { deletedCount } = await proofs.deleteOne({ _id })
  if (deletedCount === 0) throw new AppError('wrong_code')
  return result
}

/** Erases the proofs that letters of an account, or to an address (its blind index), were about. */
export async function eraseProofs(needs: Pick<Deps, 'collections'>, whose: string): Promise<void> {
  const ids = (await letterIdsOf(needs, whose)).map((id) => id.split(':')[0] ?? '')
  await needs.collections.proofs.deleteMany({ _id: { $in: ids } })
}

async function make<K extends Kind>(
  { deps, bodyHash }: Context,
  attempt: string,
  asked: Asked<K>,
): Promise<ProofDocument> {
  const { kind, to, todo, instead } = asked
  await deps.limits.take('proof.letters', perAddress, emailIndexOf(deps, to))
  const { proofs } = deps.collections
  const _id = proofIdOf(deps, attempt)
  const now = deps.clock.now()
  // The database removes it a little after its time; until then it would be in the way.
  await proofs.deleteOne({ _id, expireAt: { $lte: new Date(now) } })
  const expireAt = new Date(now + proofLifeMs)
  const code = codeOf(deps.macs, attempt, bodyHash, expireAt)
  const payload: Payload<K> = { bodyHash, letter: instead ?? kind, todo }
  const made = await proofs.findOneAndUpdate(
    { _id },
    {
      $setOnInsert: {
        kind,
        code: instead === null ? deps.macs.make('proof-code', `${_id} ${code}`) : null,
        triesLeft: tries,
        payload: deps.crypt.seal(JSON.stringify(payload), payloadField(_id)),
        expireAt,
      },
    },
    { upsert: true, returnDocument: 'after', maxTimeMS: 5000 },
  )
  if (made === null) throw new AppError('busy', { retryAfterMs: 500 })
  return made
}

function findLiving({ collections, clock }: Needs, _id: string): Promise<ProofDocument | null> {
  return collections.proofs.findOne({ _id, expireAt: { $gt: new Date(clock.now()) } }, { maxTimeMS: 3000 })
}

function isCodeOf({ macs }: Needs, { _id, code }: ProofDocument, sent: string): boolean {
  return code !== null && macs.isOf(code, 'proof-code', `${_id} ${sent}`)
}

/** The attempt is told to one device and kept nowhere. */
function proofIdOf({ crypt }: Pick<Deps, 'crypt'>, attempt: string): string {
  return crypt.blindIndex('proof', attempt)
}

function openPayload<K extends Kind>({ crypt }: Pick<Deps, 'crypt'>, { _id, payload }: ProofDocument): Payload<K> {
  return JSON.parse(crypt.open(payload, payloadField(_id))) as Payload<K>
}

function payloadField(_id: string): string {
  return `proofs.payload:${_id}`
}
