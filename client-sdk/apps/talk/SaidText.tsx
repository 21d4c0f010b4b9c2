import { stretches } from './links.ts'

/** What somebody wrote, as they wrote it; never anything but text and links to the web. */
export function SaidText({ text }: { text: string }) {
  return (
    <p className="talk-text">
      {stretches(text).map(({ text: stretch, href }, n) =>
        href === null ? (
          <span key={n}>{stretch}</span>
        ) : (
          <a key={n} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {stretch}
          </a>
        ),
      )}
    </p>
  )
}
