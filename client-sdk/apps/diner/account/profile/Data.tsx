import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { useAction } from '../../../common/useAction.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { saveFile } from '../../state/saveFile.ts'
import { Problem } from '../form/Problem.tsx'
import { useAccountWords } from '../words.ts'
import { Said } from './Said.tsx'

/** Everything the hub keeps about one, to take along. */
export function Data() {
  const { w } = useAccountWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [said, say] = useState<string | null>(null)

  async function download(): Promise<void> {
    say(null)
    const filename = `couvert-${new Date().toISOString().slice(0, 10)}.json`
    saveFile(filename, 'application/json', JSON.stringify(await call('account.export', {}), null, 2))
    say(w.data.done)
  }

  return (
    <Card heading={w.data.title}>
      <p className="soft">{w.data.lead}</p>
      <Problem error={error} />
      <div className="actions">
        <Button busy={busy} onClick={() => run(download)}>
          {w.data.button}
        </Button>
        <Said>{said}</Said>
      </div>
    </Card>
  )
}
