import { AppError } from '../appError.ts'
import { AddressRefused, addressesOf, problemOfUrl, type Reach } from './reach.ts'

/**
 * An address as it is kept. A name that nobody answers for yet is taken: where it leads is judged again at each try.
 *
 * @throws AppError `invalid_input` where it is, or leads to, none that webhooks may lead to
 */
export async function checkUrl(text: string, reach: Reach): Promise<string> {
  const problem = problemOfUrl(text, reach)
  if (problem !== null) throw wrongUrl(problem)
  const { href, hostname } = new URL(text)
  await addressesOf(hostname, reach).catch((error: unknown) => {
    if (error instanceof AddressRefused) throw wrongUrl('Must lead to a public host')
  })
  return href
}

function wrongUrl(message: string): AppError {
  return new AppError('invalid_input', { issues: [{ path: 'url', message }] })
}
