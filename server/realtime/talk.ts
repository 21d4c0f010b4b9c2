import { notesOf } from '../../shared/domain/concierge/message.ts'
import type { Core } from '../core/createCore.ts'
import { conversationKeys } from '../core/feeds/conversationSource.ts'
import { cutGently } from './cutGently.ts'
import { type HubServer, type HubSocket, roomOf } from './types.ts'

/**
 * What changes in conversations, between the nodes and to this node's feeds. As with commits, ids travel and nothing
 * else; what is lost on the way the beacon finds out.
 */
export function joinTalk(io: HubServer, { feeds, deps, divider }: Core): () => void {
  function touch(conversationId: string, owner: string, deskId: string): void {
    for (const subject of conversationKeys(conversationId)) feeds.touch('conversation', subject, 'database')
    feeds.touch('notes', conversationId, 'database')
    feeds.touch('cards', conversationId, 'database')
    feeds.touch('conversations', owner, 'database')
    feeds.touch('queue', deskId, 'database')
  }

  const stopTalked = deps.talked.listen(({ _id, owner, deskId }) => {
    touch(_id, owner, deskId)
    io.serverSideEmit('talked', _id, owner, deskId)
  })
  io.on('talked', (conversationId, owner, deskId) => {
    deps.streams.forget(conversationId)
    deps.streams.forget(notesOf(conversationId))
    touch(conversationId, owner, deskId)
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
