import type { ReactNode } from 'react'
import type { Language } from '../../common/language.ts'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { placeWord } from '../messages/places.ts'
import { phoneInWords } from '../state/phone.ts'
import type { Venue } from '../state/useVenue.ts'
import { WriteToDesk } from '../talk/WriteToDesk.tsx'
import { useWords } from '../words.ts'
import { mapAddress, phoneAddress, websiteAddress } from './addresses.ts'

/** What the restaurant says of itself, how to get there, and its rules in sentences. */
export function Facts({ venue }: { venue: Venue }) {
  const { t, language } = useWords()
  const about = aboutFor(venue.about, language)
  const { holdMinutes, bookingWindowDays, leadMinutes } = venue.policy
  const map = mapAddress(venue, language)
  const website = websiteAddress(venue.website)
  return (
    <div className="venue-side">
      {about !== null && (
        <Card heading={t.venue.about}>
          {about.language !== language && <p className="soft">{t.venue.aboutIn[about.language]}</p>}
          <p className="about" lang={about.language}>
            {about.text}
          </p>
        </Card>
      )}
      <Card heading={t.venue.facts}>
        <dl className="facts">
          {venue.address !== null && (
            <Fact name={t.venue.address}>
              {venue.address}
              {map !== null && (
                <a className="fact-link" href={map} target="_blank" rel="noreferrer">
                  <Icon name="pin" /> {t.venue.map}
                  <span className="unseen"> ({t.venue.newTab})</span>
                </a>
              )}
            </Fact>
          )}
          {venue.phone !== null && (
            <Fact name={t.venue.phone}>
              <a className="tabular" href={phoneAddress(venue.phone)}>
                {phoneInWords(venue.phone)}
              </a>
            </Fact>
          )}
          {website !== null && (
            <Fact name={t.venue.website}>
              <a href={website.href} target="_blank" rel="noreferrer">
                {website.host}
                <span className="unseen"> ({t.venue.newTab})</span>
              </a>
            </Fact>
          )}
          {venue.facilities.length > 0 && (
            <Fact name={t.venue.facilities}>{venue.facilities.map((it) => placeWord(it, language)).join(' · ')}</Fact>
          )}
          <Fact name={t.venue.rules}>
            <ul className="sentences">
              <li>{t.venue.holdFor(holdMinutes)}</li>
              {bookingWindowDays !== null && <li>{t.venue.window(bookingWindowDays)}</li>}
              {leadMinutes > 0 && <li>{t.venue.lead(leadMinutes)}</li>}
              <li>{t.venue.freeCancel}</li>
            </ul>
          </Fact>
        </dl>
        <WriteToDesk venueId={venue.venueId} />
      </Card>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** In the reader's language, else in English, else in whichever there is. */
function aboutFor(about: Venue['about'], language: Language): { text: string; language: Language } | null {
  for (const it of [language, 'en', 'ko', 'ja'] as const) {
    const text = about[it]
    if (text !== null) return { text, language: it }
  }
  return null
}
