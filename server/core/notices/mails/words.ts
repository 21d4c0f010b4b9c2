import type { Language } from '../../identity/documents.ts'
import { en } from './words/en.ts'
import { ja } from './words/ja.ts'
import { ko } from './words/ko.ts'
import type { MailWords } from './words/vocabulary.ts'

export const mailWords: Readonly<Record<Language, MailWords>> = { ko, en, ja }
