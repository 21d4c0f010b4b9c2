import { Notice } from '../../ui/Notice.tsx'
import { useOnline } from '../offline/useOnline.ts'
import { useWords } from '../words.ts'

/** The device has no connection: said once, above everything. */
export function OfflineNotice() {
  const { t } = useWords()
  const online = useOnline()
  if (online) return null
  return (
    <div className="page-notice">
      <Notice tone="warn">{t.offline}</Notice>
    </div>
  )
}
