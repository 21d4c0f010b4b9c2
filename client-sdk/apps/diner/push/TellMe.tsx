import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import './push.css'
import type { PushWords } from './messages.ts'
import { type PushSwitch, usePush } from './usePush.ts'
import { usePushWords } from './words.ts'

/** Below a booking, where being told begins to be of use. Says nothing where this browser cannot. */
export function TellMe() {
  const push = usePush()
  const words = usePushWords()
  if (push.state === 'none' || push.state === 'unsupported') return null
  return (
    <div className="tell-me">
      <Switch push={push} words={words} />
    </div>
  )
}

/** The same among all that is one's own; there it also says what is not possible. */
export function TellMeCard() {
  const push = usePush()
  const words = usePushWords()
  if (push.state === 'none') return null
  return (
    <Card heading={words.heading}>
      <div className="tell-me">
        {push.state === 'unsupported' ? (
          <p className="soft">
            {words.unsupported} {words.homeScreen}
          </p>
        ) : (
          <Switch push={push} words={words} />
        )}
      </div>
    </Card>
  )
}

/** What it is now is read out when it changes; the button keeps its place and the focus. */
function Switch({ push, words }: { push: PushSwitch; words: PushWords }) {
  const { state, busy, said, turnOn, turnOff } = push
  return (
    <>
      <p role="status" className={said === null ? 'soft' : ''}>
        {said === null ? <Now state={state} words={words} /> : words[said]}
      </p>
      {state !== 'blocked' && (
        <Button kind={state === 'on' ? 'plain' : 'quiet'} busy={busy} onClick={state === 'on' ? turnOff : turnOn}>
          {state === 'on' ? (
            words.stop
          ) : (
            <>
              <Icon name="bell" /> {words.offer}
            </>
          )}
        </Button>
      )}
    </>
  )
}

function Now({ state, words }: Pick<PushSwitch, 'state'> & { words: PushWords }) {
  if (state === 'on') {
    return (
      <>
        <Icon name="check" /> {words.on}
      </>
    )
  }
  if (state === 'blocked') {
    return (
      <>
        <Icon name="warn" /> {words.blocked} {words.unblock}
      </>
    )
  }
  return words.hint
}
