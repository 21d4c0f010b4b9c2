import { useState } from 'react'
import { Card } from '../../../ui/Card.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { useAccountWords } from '../words.ts'
import { Disclosure } from './Disclosure.tsx'
import { FactorRemoval } from './FactorRemoval.tsx'
import { FactorSetup } from './FactorSetup.tsx'
import type { PartProps } from './part.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { Said } from './Said.tsx'

const signs = { off: 'circle', on: 'check', needed: 'warn' } as const

/** A code from the phone besides the password. */
export function Factor({ profile, onProfile, onChanged }: PartProps) {
  const { w } = useAccountWords()
  const [said, say] = useState<string | null>(null)
  /** Shown once: they stay until one has said that they are kept. */
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)
  const state = profile.secondFactor
  return (
    <Card
      heading={<span id="factor">{w.factor.title}</span>}
      aside={
        <small className={`factor-state ${state}`}>
          <Icon name={signs[state]} /> {w.factor.states[state]}
        </small>
      }
    >
      {recoveryCodes !== null ? (
        <RecoveryCodes
          codes={recoveryCodes}
          email={profile.email}
          onKept={() => {
            setRecoveryCodes(null)
            onProfile({ ...profile, secondFactor: 'on' })
            say(w.factor.done)
          }}
        />
      ) : (
        <>
          <p className="soft">{w.factor.leads[state]}</p>
          {state === 'on' ? (
            <Disclosure key="remove" label={w.factor.remove}>
              {(close) => (
                <FactorRemoval
                  onCancel={close}
                  onRemoved={() => {
                    say(w.factor.removed)
                    onChanged()
                    close()
                  }}
                />
              )}
            </Disclosure>
          ) : (
            <Disclosure key="setup" label={w.factor.begin}>
              {(close) => <FactorSetup onCancel={close} onConfirmed={setRecoveryCodes} />}
            </Disclosure>
          )}
        </>
      )}
      <Said>{said}</Said>
    </Card>
  )
}
