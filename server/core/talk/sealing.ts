import type { Deps } from '../deps.ts'
import { placeOf } from '../infra/sealedFields.ts'

type Crypt = Pick<Deps, 'crypt'>
type SaidField = 'text' | 'was' | 'files'

export function sealSaid({ crypt }: Crypt, field: SaidField, messageId: string, plain: string): string {
  return crypt.seal(plain, placeOf('messages', field, messageId))
}

export function openSaid({ crypt }: Crypt, field: SaidField, messageId: string, sealed: string): string {
  return crypt.open(sealed, placeOf('messages', field, messageId))
}
