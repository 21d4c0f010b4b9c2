import type { Language } from '../../identity/documents.ts'
import { escaped } from '../../infra/escaped.ts'
import type { LetterVenue } from './booking.ts'
import { renderHtml, renderText } from './render.ts'
import { type Sample, samplesWith } from './samples.ts'

const languages: readonly Language[] = ['ko', 'en', 'ja']

const venue: LetterVenue = {
  name: 'Maison Hae',
  localNames: { ko: '메종 해', ja: 'メゾン・ヘ' },
  city: 'Seoul',
  zone: 'Asia/Seoul',
  address: '27 Bukchon Haetgol-gil, Jongno-gu, Seoul',
  phone: '+82 2 555 0127',
}

const guestNames: Readonly<Record<Language, string>> = { ko: '김지원', en: 'Ada Okafor', ja: '伊藤さくら' }

const longVenue: LetterVenue = {
  ...venue,
  name: 'The Old Observatory Dining Rooms and Winter Garden on the Hill',
  localNames: { ko: null, ja: null },
}

/** Those that letters break at. */
const hardNames = [
  {
    name: 'a very long name',
    guestName:
      'Maximiliana Konstantina Alexandrovna von Hohenstein-Lichtenberg und zu Wolkenstein-Trostburg, the younger',
  },
  { name: 'a name without a place to break', guestName: `Kim${'ﾊ'.repeat(3)}${'mmmmmmmm'.repeat(12)}` },
  {
    name: 'a name made of markup',
    guestName: '<img src=x onerror=alert(1)> & "Sons" \u202Egnol\u202C www.example.com',
  },
] as const

/** Every letter in every language; in each, the first one also with names that letters break at. */
export function sampleLetters(): readonly Sample[] {
  return languages.flatMap((language) => {
    const samples = samplesWith({ guestName: guestNames[language], venue }, language)
    const hard = hardNames.flatMap(({ name, guestName }) =>
      samplesWith({ guestName, venue: longVenue }, language)
        .slice(0, 1)
        .map((sample) => ({ ...sample, name: `${sample.name}, ${name}` })),
    )
    return [...samples, ...hard].map(({ name, letter }) => ({ name: `${name} (${language})`, letter }))
  })
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; }
nav { columns: 16rem; margin-bottom: 32px; }
nav a { display: block; }
section { border-top: 1px solid; padding: 16px 0 32px; }
h2 { font-size: 1.1875rem; margin: 0; }
h2 + p { margin: 4px 0 16px; }
.both { display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 390px), 1fr)); align-items: start; }
iframe { width: 100%; height: 760px; border: 1px solid; box-sizing: border-box; resize: both; }
pre { margin: 0; padding: 16px; white-space: pre-wrap; overflow-wrap: anywhere; }
`

/** A page with all of `sampleLetters`, as a mail program shows each and as text; it needs nothing from elsewhere. */
export function galleryHtml(): string {
  const samples = sampleLetters()
  const links = samples.map(({ name }, index) => `<a href="#letter-${index}">${escaped(name)}</a>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Couvert: every mail in every language</title>
<style>${style}</style>
</head>
<body>
<h1>Every mail in every language</h1>
<nav aria-label="Mails">
${links.join('\n')}
</nav>
<main>
${samples.map(section).join('\n')}
</main>
</body>
</html>
`
}

function section({ name, letter }: Sample, index: number): string {
  const { language, subject, preview } = letter
  return `<section id="letter-${index}">
<h2>${escaped(name)}</h2>
<p lang="${language}"><b>${escaped(subject)}</b> ${escaped(preview)}</p>
<div class="both">
<iframe sandbox="" loading="lazy" title="${escaped(name)}" srcdoc="${escaped(renderHtml(letter))}"></iframe>
<pre lang="${language}">${escaped(renderText(letter))}</pre>
</div>
</section>`
}
