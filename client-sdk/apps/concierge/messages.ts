import type { Language } from '../common/language.ts'
import { en } from './messages/en.ts'
import { ja } from './messages/ja.ts'
import { ko } from './messages/ko.ts'
import type { Messages } from './messages/vocabulary.ts'

export const messages: Record<Language, Messages> = { ko, en, ja }
