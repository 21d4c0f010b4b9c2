import { AppError } from '../appError.ts'

/** A name shorter than this is in many a good password by chance. */
const tellingLength = 3

/**
 * Nothing about composition: only what anybody who knows the person would try first is refused.
 *
 * @param path of the field it came in
 * @throws AppError `invalid_input`
 */
export function mustNotNamePerson(
  password: string,
  { email, name }: { readonly email: string | null; readonly name: string },
  path = 'password',
): void {
  const [said, whole] = [plain(password), plain(name)]
  const isEmail = email !== null && said === plain(email)
  const hasName = whole.length >= tellingLength && said.includes(whole)
  if (!isEmail && !hasName) return
  const message = isEmail ? 'The address is no password' : 'A password may not contain the name'
  throw new AppError('invalid_input', { issues: [{ path, message }] })
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '')
}
