import type { Deps } from '../../server/core/deps.ts'
import { findAccount } from '../../server/core/identity/accounts.ts'
import type { Language } from '../../server/core/identity/documents.ts'
import { mailAddressOf } from '../../server/core/identity/mailAddress.ts'
import { tellCallInApp } from '../../server/core/notices/inApp.ts'
import {
  composeCall,
  composeTranscript,
  composeUnreadMail,
  composeUnreadPush,
} from '../../server/core/talk/notices/compose.ts'
import type { CallDocument, TranscriptDocument, UnreadDocument } from '../../server/core/talk/notices/documents.ts'
import type { Called } from '../../server/core/talk/notices/judgeCall.ts'
import type { Transcribed } from '../../server/core/talk/notices/judgeTranscript.ts'
import type { Unread } from '../../server/core/talk/notices/judgeUnread.ts'
import type { NoticeChannel } from '../../shared/domain/notices/kinds.ts'
import { leaveInApp } from '../notices/appOutlet.ts'
import type { MailChannel } from '../notices/mailOutlet.ts'
import type { ComposedNotice, Outlet } from '../notices/outlet.ts'
import { createDeviceTeller, type Pushes } from '../notices/tellDevices.ts'

/** How what concerns conversations goes out by one channel: through the limits of its provider, which all share. */
export interface TalkOutlet extends Pick<Outlet, 'waitMs' | 'ask'> {
  readonly channel: NoticeChannel
  /** Somebody, by their actor key, as they are reached now; null: they are not. */
  find(owner: string): Promise<TalkRecipient | null>
}

export interface TalkRecipient {
  /** Null: not by this channel. */
  unread(row: UnreadDocument, unread: Unread): Promise<ComposedNotice | null>
  /** Null: not by this channel. */
  called(row: CallDocument, called: Called): Promise<ComposedNotice | null>
  /** As above. */
  transcript(row: TranscriptDocument, talk: Transcribed): Promise<ComposedNotice | null>
}

/** Only to an address that its owner has proved: what was said is in it. Of a visitor without an account none is known. */
export function createTalkMails(deps: Deps, { waitMs, ask, send }: MailChannel): TalkOutlet {
  return {
    channel: 'email',
    waitMs,
    ask,
    async find(owner) {
      const address = await mailAddressOf(deps, owner)
      if (address === null) return null
      return {
        unread(row, unread) {
          const mail = composeUnreadMail(deps, row, unread, address)
          return Promise.resolve({ send: () => send(mail) })
        },
        called: () => Promise.resolve(null),
        async transcript(row, talk) {
          const mail = await composeTranscript(deps, row, talk, address)
          return { send: () => send(mail) }
        },
      }
    },
  }
}

export function createTalkPushes(deps: Deps, pushes: Pushes): TalkOutlet {
  const devicesOf = createDeviceTeller(deps, pushes)
  return {
    channel: 'push',
    waitMs: pushes.waitMs,
    ask: pushes.ask,
    async find(owner) {
      const tell = await devicesOf(owner)
      if (tell === null) return null
      return {
        async unread(row, { conversation, desk }) {
          const own = (await languageOf(deps, owner)) ?? conversation.language
          return tell(own, (language) => Promise.resolve(composeUnreadPush(deps, row, desk, language)))
        },
        called: (row, { account, desk }) =>
          tell(account.language, (language) => Promise.resolve(composeCall(deps, row, desk, language))),
        transcript: () => Promise.resolve(null),
      }
    },
  }
}

/** Those who are called. What a guest has not read is counted by the app's own bell of conversations. */
export function createTalkInApp(deps: Pick<Deps, 'collections' | 'clock' | 'noticed' | 'log'>): TalkOutlet {
  return {
    channel: 'app',
    waitMs: () => 0,
    ask: () => ({ go: true }),
    find: (owner) =>
      Promise.resolve({
        unread: () => Promise.resolve(null),
        called: (row, { desk }) =>
          Promise.resolve({
            send: () => leaveInApp(deps, owner, () => tellCallInApp(deps, row, { owner, deskId: desk._id })),
          }),
        transcript: () => Promise.resolve(null),
      }),
  }
}

async function languageOf(deps: Pick<Deps, 'collections'>, owner: string): Promise<Language | null> {
  const account = owner.startsWith('account:') ? await findAccount(deps, owner) : null
  return account?.language ?? null
}
