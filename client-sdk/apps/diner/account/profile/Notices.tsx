import { useEffect, useRef, useState } from 'react'
import { useClient, useQuery } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Preferences } from '../../notices/preferences/Preferences.tsx'
import type { Preferences as Value } from '../../notices/preferences/types.ts'
import { usePreferenceWords } from '../../notices/preferences/words.ts'
import { usePlace } from '../../router.ts'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'

/** What one is told, and when. */
export function Notices() {
  const { t } = useWords()
  const n = usePreferenceWords()
  const { call } = useClient()
  const { data, error, reload } = useQuery('notice.preferences.get', {})
  const [changed, setChanged] = useState<Value | null>(null)
  const { hash } = usePlace()
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hash === 'notices') part.current?.scrollIntoView()
  }, [hash])
  const value = changed ?? data
  return (
    <div ref={part} className="reached">
      <Card heading={n.title}>
        {value !== null ? (
          <Preferences
            value={value}
            onChange={async (changes) => setChanged(await call('notice.preferences.change', changes))}
          />
        ) : (
          <>
            <Problem error={error} />
            {error === null ? (
              <Skeleton of="lines" count={5} label={t.loading} />
            ) : (
              <Button onClick={reload}>{t.retry}</Button>
            )}
          </>
        )}
      </Card>
    </div>
  )
}
