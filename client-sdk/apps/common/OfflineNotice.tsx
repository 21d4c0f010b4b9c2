import { Notice } from '../ui/Notice.tsx'
import { useOnline } from './useOnline.ts'
import { useCommonWords } from './words.ts'

/** The device has no connection: said once, above everything. */
export function OfflineNotice() {
  const { t } = useCommonWords()
  const online = useOnline()
  if (online) return null
  return (
    <div className="page-notice">
      <Notice tone="warn">{t.offline}</Notice>
    </div>
  )
}
