import { invitationLifeMs } from '../commands/staff.ts'
import type { Deps } from '../deps.ts'
import type { LetterDocument } from '../identity/documents.ts'
import { proofLifeMs } from '../identity/proofs.ts'
import { asMail } from './mails/asMail.ts'
import { accountLetter, type SecurityFacts, securityLetter } from './mails/securityLetters.ts'
import type { Letter, Mail } from './message.ts'

interface Opened {
  readonly to: string
  readonly content: Readonly<Record<string, string>>
}

/** A letter about an account as a mail. */
export function composeLetter(
  { config, macs }: Pick<Deps, 'config' | 'macs'>,
  { _id, kind, language }: Pick<LetterDocument, '_id' | 'kind' | 'language'>,
  { to, content }: Opened,
): Mail {
  const { publicUrl } = config
  const letter: Letter =
    kind === 'security'
      ? securityLetter({ ...changeIn(content), language, publicUrl })
      : accountLetter({
          kind,
          language,
          content,
          publicUrl,
          codeMinutes: proofLifeMs / 60_000,
          invitationDays: invitationLifeMs / 86_400_000,
        })
  return asMail(letter, { to, messageId: macs.secretFor('message-id', `letter ${_id}`) })
}

/** As `tellOwner` wrote it. */
function changeIn({ what, name = '', at, device, newAddress }: Opened['content']) {
  return {
    what: what as SecurityFacts['what'],
    name,
    at: Number(at),
    zone: null,
    userAgent: device ?? null,
    ...(newAddress !== undefined && { newAddress }),
  }
}
