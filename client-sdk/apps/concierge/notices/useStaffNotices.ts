import { useEffect } from 'react'
import { ClientError } from '../../../src/index.ts'
import { useClient, useFeed } from '../../../src/react.ts'
import { isCall, type Notice, newestFirst } from '../../common/notices/notice.ts'

/** What somebody was told as one who works there, the newest first. Where they dine themselves is no matter of the desk. */
export function useStaffNotices() {
  const feed = useFeed('notices', {})
  const list = newestFirst(feed.content).filter((notice) => isCall(notice) || notice.kind.startsWith('alert.'))
  return { feed, list }
}

/** Opening what they are about is reading them, whichever way one came there. */
export function useReadWith(list: readonly Notice[], conversationId: string | null): void {
  const { call } = useClient()
  const about = list.filter((it) => !it.read && isCall(it) && it.conversationId === conversationId)
  const ids = about.map(({ noticeId }) => noticeId).join()
  useEffect(() => {
    if (ids === '') return
    call('notice.read', { noticeIds: ids.split(',') }).catch((failure: unknown) => {
      // They stay unread: nothing is lost.
      if (!(failure instanceof ClientError)) throw failure
    })
  }, [call, ids])
}
