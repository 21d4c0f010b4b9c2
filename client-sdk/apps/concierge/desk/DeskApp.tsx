import { useEffect, useMemo, useState } from 'react'
import { LanguageSwitch } from '../../common/LanguageSwitch.tsx'
import { preferences } from '../../common/preferences.ts'
import { ThemeSwitch } from '../../common/ThemeSwitch.tsx'
import { nameFor } from '../../common/VenueName.tsx'
import { Header } from '../../ui/Header.tsx'
import { useWords } from '../words.ts'
import { type Address, addressIn, showAddress } from './address.ts'
import { type AtDesk, DeskContext, type Mine } from './context.ts'
import { type Presence, usePresence } from './usePresence.ts'
import { Workplace } from './Workplace.tsx'

const storeKey = 'couvert.desk'
const presences = ['here', 'leaving', 'away'] as const

/** The desk one works at: chosen where there are several, and the same one next time. */
export function DeskApp({ mine }: { mine: Mine }) {
  const { t, language } = useWords()
  const { accountId: me, desks } = mine
  const [{ deskId, conversationId }, setAddress] = useState(firstAddress)
  const [presence, setPresence] = useState<Presence>('here')
  const desk = desks.find((it) => it.deskId === deskId) ?? desks[0]
  const at = useMemo<AtDesk | null>(() => {
    if (desk === undefined) return null
    const names = new Map(desk.people.map(({ accountId, name }) => [accountId, name]))
    return { desk, me, nameOf: (accountId) => names.get(accountId) ?? null }
  }, [desk, me])
  usePresence(desk?.deskId ?? '', presence)
  useEffect(() => {
    if (desk !== undefined) showAddress(desk.deskId, conversationId)
  }, [desk, conversationId])
  if (at === null) return null
  const choose = (next: string, conversation: string | null = null) => {
    preferences.setItem(storeKey, next)
    setAddress({ deskId: next, conversationId: conversation })
  }
  return (
    <DeskContext.Provider value={at}>
      <Header
        label={t.nav}
        home={
          <h1 className="wordmark serif">
            Couvert <span className="soft">{t.title}</span>
          </h1>
        }
      >
        {desks.length > 1 ? (
          <select
            className="top-select"
            aria-label={t.desk}
            value={at.desk.deskId}
            onChange={({ target }) => choose(target.value)}
          >
            {desks.map((it) => (
              <option key={it.deskId} value={it.deskId}>
                {nameFor(it, language).text}
              </option>
            ))}
          </select>
        ) : (
          <span className="top-desk serif">{nameFor(at.desk, language).text}</span>
        )}
        <select
          className={`top-select presence ${presence}`}
          aria-label={t.presence.label}
          value={presence}
          onChange={({ target }) => setPresence(target.value as Presence)}
        >
          {presences.map((it) => (
            <option key={it} value={it}>
              {t.presence[it]}
            </option>
          ))}
        </select>
        <LanguageSwitch />
        <ThemeSwitch />
      </Header>
      <Workplace
        key={at.desk.deskId}
        desks={desks}
        chosen={conversationId}
        onChoose={(chosen, at) => choose(at, chosen)}
      />
    </DeskContext.Provider>
  )
}

/** What the address says, else the desk one was at the last time. */
function firstAddress(): Address {
  const { deskId, conversationId } = addressIn(location.pathname)
  return { deskId: deskId ?? preferences.getItem(storeKey), conversationId }
}
