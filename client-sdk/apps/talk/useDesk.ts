import { useEffect, useState } from 'react'
import { ClientError, type Output } from '../../src/index.ts'
import { useClient } from '../../src/react.ts'

export type Desk = Output<'desk.get'>

/** Asked for once per visit: a desk changes its name once in years. */
const known = new Map<string, Desk>()

/** Null until heard; a name is all that is lost where it is not. */
export function useDesk(deskId: string | null): Desk | null {
  const { call } = useClient()
  const [heard, setHeard] = useState<Desk | null>(null)
  const desk = deskId === null ? null : (known.get(deskId) ?? (heard?.deskId === deskId ? heard : null))
  const wanted = desk === null ? deskId : null
  useEffect(() => {
    if (wanted === null) return
    call('desk.get', { deskId: wanted }).then(
      (answer) => {
        known.set(wanted, answer)
        setHeard(answer)
      },
      (failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
      },
    )
  }, [call, wanted])
  return desk
}
