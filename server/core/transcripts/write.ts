import type { z } from 'zod'
import type { message } from '../../../shared/contract/talk.ts'
import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import type { Language } from '../identity/documents.ts'
import { escaped } from '../infra/escaped.ts'
import { transcriptWords } from './words.ts'

export const transcriptFormats = ['text', 'html'] as const
export type TranscriptFormat = (typeof transcriptFormats)[number]

/** Something that was said, and whether staff said it among themselves. */
export interface Entry {
  readonly message: z.infer<typeof message>
  readonly isNote: boolean
}

/** For whom it is written. */
export interface Reader {
  readonly side: Side
  readonly language: Language
  /** IANA */
  readonly zone: string
}

export interface Head {
  readonly desk: string
  readonly at: Date
  /** Messages at most; null: all of them are there. */
  readonly most: number | null
  readonly isEmpty: boolean
}

/** Something that was said, in the reader's words. */
export interface Said {
  readonly by: string
  readonly at: string
  /** Its words, what came with it, and what became of it; each may be several lines. */
  readonly lines: readonly string[]
}

/** The three parts of a file, each as it is written. */
export interface Writer {
  readonly head: (head: Head) => string
  readonly entry: (entry: Entry) => string
  readonly foot: string
}

export function writerOf(format: TranscriptFormat, reader: Reader): Writer {
  return format === 'text' ? textWriter(reader) : htmlWriter(reader)
}

function textWriter(reader: Reader): Writer {
  return {
    head: (head) => `${titleOf(head, reader)}\n${introOf(head, reader).join('\n')}\n`,
    entry: (entry) => {
      const { by, at, lines } = saidOf(entry, reader)
      // Set in, so that no words of anybody look like the beginning of another message.
      return `\n${at} ${by}\n${lines
        .flatMap((line) => line.split('\n'))
        .map((line) => `    ${line}\n`)
        .join('')}`
    },
    foot: '',
  }
}

const look =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0}section{margin:1.25rem 0}h2{font-size:.875rem;margin:0}'

function htmlWriter(reader: Reader): Writer {
  const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p>${escaped(line)}</p>`).join('')
  return {
    head: (head) => {
      const title = escaped(titleOf(head, reader))
      const policy = `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`
      const begin = `<!doctype html><html lang="${reader.language}"><head><meta charset="utf-8">${policy}`
      const intro = paragraphs(introOf(head, reader))
      return `${begin}<title>${title}</title><style>${look}</style></head><body><h1>${title}</h1>${intro}\n`
    },
    entry: (entry) => {
      const { by, at, lines } = saidOf(entry, reader)
      return `<section><h2>${escaped(`${at} ${by}`)}</h2>${paragraphs(lines)}</section>\n`
    },
    foot: '</body></html>\n',
  }
}

function titleOf({ desk }: Head, { language }: Reader): string {
  return transcriptWords[language].title(desk)
}

function introOf({ at, most, isEmpty }: Head, reader: Reader): readonly string[] {
  const words = transcriptWords[reader.language]
  return [
    words.made(momentOf(at, reader), reader.zone),
    ...(most === null ? [] : [words.newest(most)]),
    ...(isEmpty ? [words.nothing] : []),
  ]
}

export function saidOf({ message, isNote }: Entry, reader: Reader): Said {
  const words = transcriptWords[reader.language]
  const { text, was, attachments, editedAt, withdrawnAt, at, side } = message
  const by = isNote ? words.note : side === 'desk' ? words.desk : reader.side === 'guest' ? words.you : words.guest
  const lines = [
    ...(withdrawnAt === null ? [] : [words.withdrawn]),
    ...(text === null || text === '' ? [] : [text]),
    ...attachments.map(({ name, bytes }) => words.file(name, sizeOf(bytes))),
    ...(editedAt === null || withdrawnAt !== null ? [] : [words.changed(momentOf(new Date(editedAt), reader))]),
    ...was.filter((one) => one !== '').map((one) => words.before(one)),
  ]
  return { by, at: momentOf(new Date(at), reader), lines }
}

const locales: Readonly<Record<Language, string>> = { ko: 'ko-KR', en: 'en-GB', ja: 'ja-JP' }
const shown = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const
const formats = new Map<string, Intl.DateTimeFormat>()

/** By a clock of 24 hours, as everywhere in letters and on screens. Kept: making one costs more than a thousand lines. */
export function momentOf(at: Date, { language, zone }: Pick<Reader, 'language' | 'zone'>): string {
  const key = `${language} ${zone}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], { ...shown, timeZone: zone })
  if (formats.size > 200) formats.clear()
  formats.set(key, made)
  return made.format(at)
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
