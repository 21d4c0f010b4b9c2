import type { Issue, Output } from '../../../src/index.ts'
import type { Language } from '../../common/language.ts'

export type Reply = Output<'canned.list'>['replies'][number]

export type ReplyField = 'shortcut' | 'title' | Language

/** In the order in which they stand. */
export const languagesOfReplies = ['ko', 'en', 'ja'] as const satisfies readonly Language[]
export const replyFields = ['shortcut', 'title', ...languagesOfReplies] as const satisfies readonly ReplyField[]

/** As it is written, before it is judged. */
type Draft = Readonly<Record<ReplyField, string>>

/** `unfit` is what only the hub knows. */
export type Fault = 'shape' | 'taken' | 'untitled' | 'nothing' | 'unfit'
export type Faults = Partial<Readonly<Record<ReplyField, Fault>>>

export function draftOf(reply: Reply | null): Draft {
  const { ko, en, ja } = reply?.texts ?? { ko: null, en: null, ja: null }
  return { shortcut: reply?.shortcut ?? '', title: reply?.title ?? '', ko: ko ?? '', en: en ?? '', ja: ja ?? '' }
}

/** As the hub takes it: without the slash that some write, and nothing where nothing was written. */
export function cleaned(draft: Draft): Reply {
  const said = (language: Language) => draft[language].trim() || null
  return {
    shortcut: draft.shortcut.trim().replace(/^\//, '').toLowerCase(),
    title: draft.title.trim(),
    texts: { ko: said('ko'), en: said('en'), ja: said('ja') },
  }
}

/**
 * What does not fit, judged here first, so that nobody writes over what a colleague wrote without meaning to.
 *
 * @param taken shortcuts of the others
 */
export function faultsOf({ shortcut, title, texts }: Reply, taken: readonly string[]): Faults {
  const isSilent = languagesOfReplies.every((language) => texts[language] === null)
  return {
    ...(taken.includes(shortcut) && { shortcut: 'taken' as const }),
    ...(!/^[a-z0-9][a-z0-9-]{0,29}$/.test(shortcut) && { shortcut: 'shape' as const }),
    ...(title === '' && { title: 'untitled' as const }),
    ...(isSilent && { ko: 'nothing' as const }),
  }
}

/** The same of what the hub found: a variable that nothing fills, above all. */
export function faultsIn(issues: readonly Issue[]): Faults {
  const found = issues.flatMap(({ path }) => {
    const field = replyFields.find((it) => it === path.replace(/^texts\./, ''))
    return field === undefined ? [] : [[field, 'unfit'] as const]
  })
  return Object.fromEntries(found)
}
