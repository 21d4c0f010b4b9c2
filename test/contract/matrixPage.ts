import { tablePage } from '../../server/http/reference/markdown.ts'
import { askers, subjects, type Verdict, verdict } from './matrix.ts'

const signs: Readonly<Record<Verdict, string>> = {
  allowed: '✓',
  forbidden: '–',
  unauthenticated: 'sign in',
  not_found: 'absent',
}

/** `docs/reference/matrix.md`: who may what, for a person to read and for a diff to show. */
export function matrixPage(): string {
  return tablePage({
    title: 'Who may what',
    intro: [
      '✓ may. **–** this role may not (`forbidden`). **sign in** not without a session (`unauthenticated`). **absent** ' +
        'the role may, but not here or not with what belongs to somebody else: the answer is the same as for what does ' +
        'not exist (`not_found`).',
      'Owner and other: whose reservation (or session) it is. Here and elsewhere: whether the role is of the ' +
        'restaurant asked about. A link is the signed one of a reservation; a partner has a key of the restaurant’s, ' +
        'one that reads is without the scope `book`. `test/realtime/matrix.test.ts` asks every cell over both transports.',
    ],
    head: ['', ...askers.map(({ name }) => name)],
    rows: subjects.map((subject) => [
      `${subject.kind === 'feed' ? 'feed ' : ''}\`${subject.name}\``,
      ...askers.map((asker) => signs[verdict(subject, asker)]),
    ]),
  })
}
