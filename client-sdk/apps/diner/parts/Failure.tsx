import type { ClientError } from '../../../src/index.ts'
import { useWords } from '../words.ts'

/** What happened, what is safe, what to do next. */
export function Failure({ error, onRetry }: { error: ClientError; onRetry?: () => void }) {
  const { t } = useWords()
  const reason = error.reason === undefined ? undefined : t.reasons[error.reason]
  return (
    <div className="failure" role="alert">
      <p>
        {reason ?? t.errors[error.code]}
        {error.incident !== undefined && <small> ({error.incident})</small>}
      </p>
      {onRetry !== undefined && (
        <button type="button" className="quiet" onClick={onRetry}>
          {t.retry}
        </button>
      )}
    </div>
  )
}
