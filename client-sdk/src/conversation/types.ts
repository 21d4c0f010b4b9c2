import type { FeedEntry } from '../generated/types.ts'

type Entry = FeedEntry<'conversation'>

/** One thing that was said, as the hub has it. */
export type Message = Extract<Entry, { type: 'message' }>

/** A file that came with a message. */
export type Attachment = Message['attachments'][number]

/** What is to be known of a conversation besides what is said: its state, and how far each side has read and received. */
export type About = Extract<Entry, { type: 'about' }>

/** A reservation that messages carry, as it is now, and where it stands on each. */
export type Card = FeedEntry<'cards'>

export type Side = Message['side']
