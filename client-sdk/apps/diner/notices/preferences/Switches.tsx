import { useState } from 'react'
import { ClientError } from '../../../../src/index.ts'
import { Refusal } from '../../../common/Refusal.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { PartProps, Switch } from './types.ts'
import { usePreferenceWords } from './words.ts'

const channels: readonly Switch['channel'][] = ['email', 'push', 'app']
const isSame = (a: Switch, b: Switch) => a.kind === b.kind && a.channel === b.channel

/** Each kind by each way. A press counts at once, and is taken back where it could not be kept. */
export function Switches({ value, onChange }: PartProps) {
  const n = usePreferenceWords()
  const [turning, setTurning] = useState<readonly Switch[]>([])
  const [error, setError] = useState<ClientError | null>(null)
  const shown = value.switches.map((one) => turning.findLast((other) => isSame(one, other)) ?? one)
  const kinds = [...new Set(shown.map(({ kind }) => kind))]
  const isFixed = (kind: Switch['kind']) => shown.every((one) => one.kind !== kind || one.critical)

  async function turn(one: Switch, on: boolean): Promise<void> {
    const { kind, channel } = one
    const turned = { ...one, on }
    setError(null)
    setTurning((before) => [...before, turned])
    try {
      await onChange({ switches: [{ kind, channel, on }] })
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      setError(failure)
    } finally {
      setTurning((before) => before.filter((other) => other !== turned))
    }
  }

  const row = (kind: Switch['kind']) => (
    <tr key={kind}>
      <th scope="row">{n.kinds[kind]}</th>
      {channels.map((channel) => {
        const one = shown.find((it) => it.kind === kind && it.channel === channel)
        return <td key={channel}>{one !== undefined && <Cell one={one} onTurn={(on) => void turn(one, on)} />}</td>
      })}
    </tr>
  )
  return (
    <>
      {error !== null && <Refusal error={error} />}
      <table className="switches">
        <caption className="unseen">{n.what}</caption>
        <thead>
          <tr>
            <td />
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {n.channels[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{kinds.filter((kind) => !isFixed(kind)).map(row)}</tbody>
        <tbody className="fixed">
          <tr>
            <th scope="rowgroup" colSpan={1 + channels.length}>
              {n.alwaysTold}
            </th>
          </tr>
          {kinds.filter(isFixed).map(row)}
        </tbody>
      </table>
    </>
  )
}

function Cell({ one, onTurn }: { one: Switch; onTurn: (on: boolean) => void }) {
  const n = usePreferenceWords()
  const { kind, channel, on, critical } = one
  if (critical) {
    return (
      <>
        <Icon name="check" />
        <span className="unseen">{n.always}</span>
      </>
    )
  }
  return (
    <label className="switch">
      <input type="checkbox" checked={on} onChange={(event) => onTurn(event.currentTarget.checked)} />
      <span className="unseen">
        {n.kinds[kind]}, {n.channels[channel]}
      </span>
    </label>
  )
}
