import type { Context } from '../context.ts'
import type { SecurityFacts } from '../notices/mails/securityLetters.ts'
import { openField } from './accounts.ts'
import type { AccountDocument } from './documents.ts'
import { leaveLetter } from './letters.ts'

interface Change extends Pick<SecurityFacts, 'what' | 'newAddress'> {
  /** Names this change: told twice it is one letter. */
  readonly id: string
}

/**
 * Tells whoever has the account what has changed about it, at the address it had before. What is done stands: a letter
 * that cannot be left is nobody's failure, and is logged.
 *
 * @param account as it was
 */
export async function tellOwner(
  { deps, device }: Pick<Context, 'deps' | 'device'>,
  account: AccountDocument,
  { what, newAddress, id }: Change,
): Promise<void> {
  const { _id, email, name, language } = account
  if (email === null) return
  const content = {
    what,
    name: openField(deps, 'name', _id, name),
    at: String(deps.clock.now()),
    ...(device !== null && { device }),
    ...(newAddress !== undefined && { newAddress }),
  }
  const to = openField(deps, 'email', _id, email)
  try {
    await leaveLetter(deps, { kind: 'security', language, to, content, id: `${what} ${id}`, whose: _id })
  } catch (err) {
    deps.log.warn({ err, op: what }, 'a letter about a change could not be left')
  }
}
