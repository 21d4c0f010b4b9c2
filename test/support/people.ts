import type { LetterDocument } from '../../server/core/identity/documents.ts'
import { newestLetters, type OpenedLetter } from '../../server/core/identity/letters.ts'
import { mailSecretOf } from '../../server/core/identity/mailLink.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { talkMailSecretOf } from '../../server/core/talk/notices/mailLink.ts'
import type { Output } from '../../shared/contract/index.ts'
import type { TestClient } from './client.ts'
import type { TestHub } from './hub.ts'

export interface Person {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly phone?: string
  readonly language: 'ko' | 'en' | 'ja'
}

export const ada: Person = {
  email: 'Ada.Byron@example.com',
  password: 'a table by the window',
  name: 'Ada Byron',
  phone: '+447700900123',
  language: 'en',
}

/** What would have been mailed to an address, opened, the newest first. */
export async function lettersTo({ db, secrets }: TestHub, to: string): Promise<readonly OpenedLetter[]> {
  const collections = { letters: db.collection<LetterDocument>('letters') }
  const all = await newestLetters({ collections, crypt: createFieldCrypt(secrets) }, 1000)
  return all.filter((letter) => letter.to === to)
}

/** The code in the newest letter to an address that has one. @throws Error when none has */
export async function codeTo(hub: TestHub, to: string): Promise<string> {
  const code = (await lettersTo(hub, to)).find(({ content }) => content['code'] !== undefined)?.content['code']
  if (code === undefined) throw new Error(`no code in a letter to ${to}`)
  return code
}

/** A code of six digits that is another one. */
export function otherCode(...codes: readonly string[]): string {
  const found = ['000000', '111111', '222222', '333333', '444444', '555555'].find((it) => !codes.includes(it))
  if (found === undefined) throw new Error('no code left')
  return found
}

/** From the form to the first session, with the code from the letter. */
export async function registerAs(hub: TestHub, client: TestClient, person: Person): Promise<Output<'account.verify'>> {
  const { attempt } = await client.must('account.register', person)
  return client.must('account.verify', { attempt, code: await codeTo(hub, person.email) })
}

/** The page behind the link of an answer. @param owner actor key of whoever has the conversation */
export function talkUnsubscribePath(
  { secrets }: Pick<TestHub, 'secrets'>,
  conversationId: string,
  owner: string,
): string {
  const secret = talkMailSecretOf({ macs: createMacs(secrets) }, { _id: conversationId, owner })
  return `/unsubscribe/messages/${conversationId}/${secret}`
}

/** The page behind the link of a reminder. @param owner actor key of whoever has the reservation */
export function unsubscribePath({ secrets }: Pick<TestHub, 'secrets'>, reservationId: string, owner: string): string {
  const secret = mailSecretOf({ macs: createMacs(secrets) }, { _id: reservationId, owner })
  return `/unsubscribe/${reservationId}/${secret}`
}
