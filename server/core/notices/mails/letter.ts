import type { Language } from '../../identity/documents.ts'
import type { Letter, LetterPart } from '../message.ts'
import { oneLine } from './clean.ts'
import type { Wording } from './words/vocabulary.ts'

/** A part, or nothing where there is nothing to say. */
type MaybePart = LetterPart | null

/** The beginning and the looks of every letter: what it is, what it means, and what it is about. */
export function letterFrom<About>(
  {
    wording,
    about,
    language,
  }: { readonly wording: Wording<About>; readonly about: About; readonly language: Language },
  rest: readonly MaybePart[],
): Letter {
  const parts: readonly MaybePart[] = [
    { kind: 'heading', text: oneLine(wording.heading(about)) },
    { kind: 'text', text: wording.text(about) },
    ...rest,
  ]
  return {
    language,
    // One line, because it becomes a header.
    subject: oneLine(wording.subject(about)),
    preview: oneLine(wording.preview(about)),
    parts: parts.filter((part) => part !== null),
  }
}
