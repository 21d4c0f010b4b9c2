import type { FeedEntry } from '../../../shared/contract/feeds.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import type { NoticeDocument } from '../notices/documents.ts'
import type { FeedSource } from './feedSource.ts'

/** The list holds so many. */
const most = 100

/** What one person was told in the app. */
export function createNoticesSource({ collections }: Pick<Deps, 'collections'>): FeedSource {
  return {
    name: 'notices',

    resolve: (_params, actor) => Promise.resolve({ subject: actor.key, resource: { owner: actor.key, venueId: null } }),

    async read(owner) {
      const found = await collections.notices
        .find({ owner }, { maxTimeMS: 3000 })
        .sort({ at: -1, _id: 1 })
        .limit(most)
        .toArray()
      const basis = basisOf(found)
      const content = Object.fromEntries(found.map((notice) => [notice._id, present(notice)]))
      return { version: basis, content, basis, nextBoundary: null }
    },

    async bases(owners) {
      const bases = owners.map(async (owner) => {
        const rows = collections.notices.find(
          { owner },
          { projection: { _id: 1, at: 1, readAt: 1 }, maxTimeMS: 3000, sort: { at: -1, _id: 1 }, limit: most },
        )
        return [owner, basisOf(await rows.toArray())] as const
      })
      return new Map(await Promise.all(bases))
    },

    // No command is acknowledged with a version of it.
    reaches: () => true,

    forget: () => undefined,
  }
}

function basisOf(rows: readonly Pick<NoticeDocument, '_id' | 'readAt'>[]): string {
  return sha256(rows.map(({ _id, readAt }) => `${_id}${readAt === undefined ? '' : '+'}`).join()).slice(0, 24)
}

function present(notice: NoticeDocument): FeedEntry<'notices'> {
  const told = { noticeId: notice._id, at: notice.at.toISOString(), read: notice.readAt !== undefined }
  if ('deskId' in notice) {
    const { kind, deskId, conversationId } = notice
    return { ...told, kind, deskId, conversationId }
  }
  const { kind, by, reservationId, venueId, date, start, party } = notice
  return { ...told, kind, by, reservationId, venueId, date, startsAt: new Date(start).toISOString(), party }
}
