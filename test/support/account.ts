import type { Db } from 'mongodb'
import type { Secrets } from '../../server/core/config.ts'
import { accountKeyOf, sealField } from '../../server/core/identity/accounts.ts'
import type { AccountDocument, SessionDocument } from '../../server/core/identity/documents.ts'
import { type Session, sessionOf } from '../../server/core/identity/issue.ts'
import { writeRefreshToken } from '../../server/core/identity/refreshTokens.ts'
import { refreshMs } from '../../server/core/identity/sessions.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import type { Tokens } from '../../server/core/infra/tokens.ts'

interface Parts {
  readonly db: Db
  readonly secrets: Secrets
  readonly tokens: Tokens
}

/** An account without a password, and a session of it as a login would have opened it. */
export async function openAccount(
  { db, secrets, tokens }: Parts,
  overrides: Partial<AccountDocument> = {},
): Promise<{ account: AccountDocument; session: Session }> {
  const crypt = createFieldCrypt(secrets)
  const macs = createMacs(secrets)
  const _id = overrides._id ?? newId()
  const account: AccountDocument = {
    _id,
    emailIndex: crypt.blindIndex('email', `${_id}@example.com`),
    email: sealField({ crypt }, 'email', _id, `${_id}@example.com`),
    name: sealField({ crypt }, 'name', _id, 'Somebody'),
    phone: null,
    language: 'en',
    passwordHash: null,
    grants: [],
    factor: null,
    providers: [],
    createdAt: new Date(),
    ...overrides,
  }
  await db.collection<AccountDocument>('accounts').updateOne({ _id }, { $setOnInsert: account }, { upsert: true })
  const now = new Date()
  const claims = { sessionId: newId(), actor: accountKeyOf(account), generation: 1, expiresAt: Date.now() + refreshMs }
  const expireAt = new Date(claims.expiresAt)
  await db.collection<SessionDocument>('sessions').insertOne({
    _id: claims.sessionId,
    actor: claims.actor,
    used: 0,
    usedAt: now,
    device: null,
    openedAt: now,
    expireAt,
  })
  const { sessionId, actor } = claims
  const refresh = { sessionId, actor, refreshToken: writeRefreshToken(macs, claims), refreshUntil: claims.expiresAt }
  return { account, session: sessionOf({ tokens, macs, clock: { now: Date.now } as never }, account, refresh) }
}
