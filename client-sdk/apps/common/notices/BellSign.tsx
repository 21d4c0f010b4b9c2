import { Icon } from '../../ui/Icon.tsx'
import { useCommonWords } from '../words.ts'

/** In what leads to the notices: how many were not read, for who looks and for who listens. */
export function BellSign({ unread }: { unread: number }) {
  const { t } = useCommonWords()
  return (
    <>
      <Icon name="bell" size={18} />
      <span className="unseen">{t.bell(unread)}</span>
      {unread > 0 && (
        <span className="top-count tabular" aria-hidden="true">
          {unread > 9 ? '9+' : unread}
        </span>
      )}
    </>
  )
}
