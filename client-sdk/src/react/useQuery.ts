import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ClientError } from '../clientError.ts'
import type { Output, ReadName, Sent } from '../generated/types.ts'
import { useClient } from './context.ts'
import { type Ended, endOf, notEnded } from './endOf.ts'
import { useSame } from './useSame.ts'
import { useSession } from './useSession.ts'

/** What a reading operation answers. */
export interface QueryState<N extends ReadName> {
  /** The answer to this very input; null until it is there. */
  readonly data: Output<N> | null
  /** The newest answer to any input: for a list that shall not be empty while somebody types. */
  readonly last: Output<N> | null
  /** Why the newest asking failed; what was read before stays in `data`. */
  readonly error: ClientError | null
  readonly busy: boolean
  readonly reload: () => void
}

interface Answered<N extends ReadName> extends Ended<N> {
  readonly asked: Sent<N> | null
  readonly actor: string | null
  /** The asking it is the answer to. */
  readonly to: object | null
  readonly last: Output<N> | null
}

const nothing = { ...notEnded, asked: null, actor: null, to: null, last: null }

/** Reads when the component comes, and again when the input or the person is another. Null asks nothing. */
export function useQuery<N extends ReadName>(name: N, input: Sent<N> | null): QueryState<N> {
  const client = useClient()
  const { actor } = useSession()
  const asked = useSame(input)
  const [round, setRound] = useState(0)
  const asking = useMemo(() => ({ name, asked, actor, round }), [name, asked, actor, round])
  const [answered, setAnswered] = useState<Answered<N>>(nothing)

  useEffect(() => {
    if (asking.asked === null) return undefined
    let overtaken = false
    void endOf(client, asking.name, asking.asked).then((ended) => {
      if (!overtaken) setAnswered((before) => after(before, asking, ended))
    })
    return () => {
      overtaken = true
    }
  }, [client, asking])

  const { data, last, error } = seenBy(answered, asked, actor)
  const reload = useCallback(() => setRound((it) => it + 1), [])
  return { data, last, error, busy: asked !== null && answered.to !== asking, reload }
}

function after<N extends ReadName>(
  before: Answered<N>,
  asking: Pick<Answered<N>, 'asked' | 'actor'>,
  ended: Ended<N>,
): Answered<N> {
  const { data, last } = seenBy(before, asking.asked, asking.actor)
  const { asked, actor } = asking
  return { asked, actor, to: asking, data: ended.data ?? data, last: ended.data ?? last, error: ended.error }
}

/** What another person read is not shown; what a visitor read is public. */
function seenBy<N extends ReadName>(answered: Answered<N>, asked: Sent<N> | null, actor: string | null) {
  if (answered.actor !== null && answered.actor !== actor) return nothing
  return answered.asked === asked ? answered : { ...notEnded, last: answered.last }
}
