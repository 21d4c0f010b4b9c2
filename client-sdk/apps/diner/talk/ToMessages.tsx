import { useFeed } from '../../../src/react.ts'
import { useTalkWords } from '../../talk/words.ts'
import { Card } from '../../ui/Card.tsx'
import { Link } from '../parts/Link.tsx'

/** The way to one's conversations, with how much is unread. */
export function ToMessages() {
  const w = useTalkWords()
  const { content } = useFeed('conversations', {})
  const unread = Object.values(content ?? {}).reduce((sum, it) => sum + it.unread, 0)
  return (
    <Card heading={w.heading} aside={unread > 0 && <p className="soft">{w.unread(unread)}</p>}>
      <Link className="button quiet" to="/messages">
        {w.all}
      </Link>
    </Card>
  )
}
