import type { OperationName } from '../../../shared/contract/index.ts'

export type Noun = OperationName extends `${infer N}.${string}` ? N : never

/** What the operations are about; the headings of both references. */
export const nouns: Readonly<Record<Noun, string>> = {
  session: 'Who is asking: tokens of guests and of accounts.',
  account: 'Who has one: the person behind it, their password, second factor and data.',
  push: 'Devices that tell their person what is new.',
  venue: 'The restaurants.',
  availability: 'Which slots can be had, by whom, and why not.',
  hold: 'A table kept for a guest while they decide.',
  reservation: 'A table promised to a guest, from confirming to the end of the visit.',
  walkIn: 'Parties that come without booking.',
  block: 'Tables taken out of the room for a time.',
  settings: 'What a restaurant decides under: tables, services, pacing.',
  staff: 'Who has a role at a restaurant.',
  notice: 'What people were told in the app, and what they wish to be told, by which way and when.',
  key: 'Keys that a restaurant gives to partners.',
  webhook: 'Addresses that are told what becomes of a restaurant’s reservations.',
  desk: 'Where guests are answered: concierge desks of restaurants, and of the house.',
  conversation: 'What one guest and one desk have to say to each other.',
  canned: 'What a desk says often, to be filled in and sent.',
  message: 'What was said, each with its number.',
  offer: 'Tables held for a guest from inside their conversation, to be taken or not.',
  note: 'What staff say among themselves about a conversation.',
  company: 'Companies whose people book on each other’s behalf.',
  work: 'What the hub does without anybody asking.',
  deadLetter: 'What could not be told, for somebody to look at.',
}

/** `hold.create` is about `hold`. */
export function nounOf(name: OperationName): Noun {
  return name.slice(0, name.indexOf('.')) as Noun
}
