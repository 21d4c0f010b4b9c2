import { notesOf } from '../../shared/domain/concierge/message.ts'
import type { Core } from '../core/createCore.ts'
import { conversationKeys } from '../core/feeds/conversationSource.ts'
import type { MessageDocument } from '../core/talk/documents.ts'
import type { Talked } from '../core/talk/told.ts'
import { cutGently } from './cutGently.ts'
import { type HubServer, type HubSocket, roomOf } from './types.ts'

/**
 * What changes in conversations, between the nodes and to this node's feeds. As with commits, ids travel and nothing
 * else; what is lost on the way the beacon finds out.
 */
export function joinTalk(io: HubServer, { feeds, deps, divider }: Core): () => void {
  function touch({ _id, owner, deskId, part, atHand }: Talked): void {
    if (atHand?.is === 'said') touchSaid(_id, atHand.message)
    else if (atHand?.is === 'counted') touchBoth(_id, 'atHand')
    else if (part !== 'lists') touchShown(_id)
    if (part === 'words') return
    feeds.touch('conversations', owner, 'database')
    feeds.touch('queue', deskId, 'database')
  }

  function touchSaid(conversationId: string, { stream, cards }: MessageDocument): void {
    if (stream !== conversationId) return feeds.touch('notes', conversationId, 'database')
    touchBoth(conversationId, 'atHand')
    if (cards !== undefined) feeds.touch('cards', conversationId, 'database')
  }

  function touchShown(conversationId: string): void {
    touchBoth(conversationId, 'database')
    feeds.touch('notes', conversationId, 'database')
    feeds.touch('cards', conversationId, 'database')
  }

  function touchBoth(conversationId: string, how: 'database' | 'atHand'): void {
    for (const subject of conversationKeys(conversationId)) feeds.touch('conversation', subject, how)
  }

  const stopTalked = deps.talked.listen((talked) => {
    touch(talked)
    const { _id, owner, deskId, part = 'all' } = talked
    io.serverSideEmit('talked', _id, owner, deskId, part)
  })
  io.on('talked', (_id, owner, deskId, part = 'all') => {
    if (part !== 'lists') {
      deps.streams.forget(_id)
      deps.streams.forget(notesOf(_id))
    }
    touch({ _id, owner, deskId, part })
  })
  const stopStirred = deps.stirred.listen((deskId) => {
    feeds.touch('team', deskId, 'database')
    io.serverSideEmit('stirred', deskId)
    divider.wake(deskId)
  })
  io.on('stirred', (deskId) => feeds.touch('team', deskId, 'database'))
  const stopNarrowed = deps.served.narrowed.listen((deskId) => {
    const worksThere = ({ data }: HubSocket) => data.actor.grants.some(({ venueId }) => venueId === deskId)
    cutGently(io, (socket) => (worksThere(socket) ? 'token_expired' : null))
  })
  const stopTyping = deps.typing.listen((typing) => {
    const rooms = conversationKeys(typing.conversationId).map((subject) => roomOf(`conversation/${subject}`))
    io.to(rooms).emit('conversation.writing', typing)
  })

  return () => {
    stopTalked()
    stopStirred()
    stopNarrowed()
    stopTyping()
  }
}
