import { useRef } from 'react'
import { nameFor } from '../../common/VenueName.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Picture } from '../../ui/Picture.tsx'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'

const sizes = '(min-width: 1000px) 640px, 100vw'

/** Side by side: a finger draws them, arrow keys and the two buttons turn them. */
export function Pictures({ venue }: { venue: Venue }) {
  const { t, language } = useWords()
  const strip = useRef<HTMLUListElement>(null)
  const name = nameFor(venue, language).text
  const { pictures } = venue
  if (pictures.length <= 1) {
    const only = pictures[0] ?? venue.picture
    return (
      <div className={only === null ? 'pictures without' : 'pictures'}>
        <Picture picture={only} name={name} sizes={sizes} first />
      </div>
    )
  }
  const turn = (by: number) => strip.current?.scrollBy({ left: by * strip.current.clientWidth, behavior: 'smooth' })
  return (
    <section className="pictures" aria-label={t.venue.pictures}>
      <ul ref={strip} className="pictures-strip" tabIndex={0}>
        {pictures.map((picture, n) => (
          <li key={picture.src} aria-label={t.venue.picture(n + 1, pictures.length)}>
            <Picture picture={picture} name={name} sizes={sizes} first={n === 0} />
          </li>
        ))}
      </ul>
      <div className="pictures-turn">
        <button type="button" aria-label={t.venue.pictureBefore} onClick={() => turn(-1)}>
          <Icon name="left" />
        </button>
        <button type="button" aria-label={t.venue.pictureAfter} onClick={() => turn(1)}>
          <Icon name="right" />
        </button>
      </div>
    </section>
  )
}
