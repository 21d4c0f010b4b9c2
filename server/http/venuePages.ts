import { type Request, type RequestHandler, Router } from 'express'
import { language as languageSchema, venueId as venueIdSchema } from '../../shared/contract/schemas.ts'
import type { Deps } from '../core/deps.ts'
import { escaped } from '../core/infra/escaped.ts'
import type { VenueDocument } from '../core/models/documents.ts'
import { picturePath } from '../core/presenters/presentVenue.ts'
import { toAppError } from '../core/toAppError.ts'
import { type Head, tag, withHead } from './appPage.ts'
import { type PageLanguage, pageLanguages, pageWords } from './pageWords.ts'

/** As long as a search engine shows it. */
const longestDescription = 200
/** A sitemap may have so many pages. */
const mostInSitemap = 50_000

/** What `robots.txt` keeps search engines from: what is a person's. */
const notForRobots = [
  '/account',
  '/bookings/',
  '/login',
  '/messages',
  '/notices',
  '/r/',
  '/register',
  '/reservations',
  '/reset',
  '/staff',
]

/**
 * The page of a restaurant as search engines and link previews read it: the app's own page, with a head that says what it
 * is in the language asked for (`?lang=`, else the browser's). And what leads them there.
 *
 * @param page the app's
 */
export function venuePages(deps: Deps, page: string): Router {
  const router = Router()
  router.get('/v/:venueId', venuePage(deps, page))
  router.get('/sitemap.xml', sitemap(deps))
  router.get('/robots.txt', (_request, response) => {
    const lines = ['User-agent: *', ...notForRobots.map((path) => `Disallow: ${path}`)]
    response.type('text/plain').send(`${lines.join('\n')}\nSitemap: ${deps.config.publicUrl}/sitemap.xml\n`)
  })
  return router
}

function venuePage(deps: Deps, page: string): RequestHandler<{ venueId: string }> {
  return async (request, response) => {
    const language = languageOf(request)
    response.set('cache-control', 'no-cache').vary('accept-language').set('content-language', language).type('html')
    const { status, head } = await headFor(deps, request.params.venueId, language)
    response.status(status).send(head === null ? page : withHead(page, head))
  }
}

/** Without a head while the database is away: the app itself then says how it stands, and robots come again. */
async function headFor(
  { collections, config, log }: Deps,
  venueId: string,
  language: PageLanguage,
): Promise<{ readonly status: number; readonly head: Head | null }> {
  const notFound = { status: 404, head: notFoundHead(language) }
  if (!venueIdSchema.safeParse(venueId).success) return notFound
  try {
    const venue = await collections.venues.findOne({ _id: venueId }, { maxTimeMS: 3000 })
    return venue === null ? notFound : { status: 200, head: headOf(venue, language, config.publicUrl) }
  } catch (error) {
    return { status: toAppError(error, log, 'page of a restaurant').status, head: null }
  }
}

function languageOf(request: Request<{ venueId: string }>): PageLanguage {
  const asked = languageSchema.safeParse(request.query['lang'])
  if (asked.success) return asked.data
  // English first: it is for who asks for nothing, as search engines do.
  const liked = request.acceptsLanguages(...pageLanguages)
  return pageLanguages.find((each) => each === liked) ?? 'en'
}

function notFoundHead(language: PageLanguage): Head {
  const tags = [tag('meta', { name: 'robots', content: 'noindex' })]
  return { language, title: pageWords[language].notFound, description: null, tags }
}

function headOf(venue: VenueDocument, language: PageLanguage, base: string): Head {
  const name = nameIn(venue, language)
  const title = pageWords[language].title(name, venue.city)
  const description = descriptionIn(venue, language)
  const [picture] = venue.pictures
  const url = addressOf(base, venue._id, language)
  const openGraph = {
    'og:type': 'website',
    'og:site_name': 'Couvert',
    'og:title': title,
    'og:description': description,
    'og:url': url,
    'og:locale': locales[language],
    ...(picture !== undefined && {
      'og:image': `${base}${picturePath(picture.id)}?w=1280`,
      'og:image:width': String(picture.width),
      'og:image:height': String(picture.height),
      'og:image:alt': picture.alt,
    }),
  }
  const tags = [
    tag('link', { rel: 'canonical', href: url }),
    ...alternatesOf(base, venue._id).map(({ hreflang, href }) => tag('link', { rel: 'alternate', hreflang, href })),
    ...Object.entries(openGraph).map(([property, content]) => tag('meta', { property, content })),
    tag('meta', { name: 'twitter:card', content: picture === undefined ? 'summary' : 'summary_large_image' }),
    `<script type="application/ld+json">${inScript(restaurantOf(venue, { url, description, base }))}</script>`,
  ]
  return { language, title, description, tags }
}

const locales: Readonly<Record<PageLanguage, string>> = { en: 'en_US', ko: 'ko_KR', ja: 'ja_JP' }

function addressOf(base: string, venueId: string, language: PageLanguage): string {
  return `${base}/v/${venueId}?lang=${language}`
}

/** The page in every language, and where it is chosen by the browser's. */
function alternatesOf(base: string, venueId: string): readonly { readonly hreflang: string; readonly href: string }[] {
  const each = pageLanguages.map((hreflang) => ({ hreflang, href: addressOf(base, venueId, hreflang) }))
  return [...each, { hreflang: 'x-default', href: `${base}/v/${venueId}` }]
}

function nameIn({ name, localNames }: VenueDocument, language: PageLanguage): string {
  return language === 'en' ? name : (localNames[language] ?? name)
}

function descriptionIn(venue: VenueDocument, language: PageLanguage): string {
  const { about, city, cuisine } = venue
  const told = about[language]?.replace(/\s+/g, ' ') ?? null
  const text = told ?? pageWords[language].description(nameIn(venue, language), city, cuisine)
  const signs = Array.from(text)
  return signs.length <= longestDescription ? text : `${signs.slice(0, longestDescription - 1).join('')}…`
}

/** As schema.org describes a restaurant. */
function restaurantOf(
  venue: VenueDocument,
  { url, description, base }: { readonly url: string; readonly description: string; readonly base: string },
): object {
  const { _id, name, localNames, city, cuisine, price, address, position, phone, website, facilities, pictures } = venue
  return {
    '@context': 'https://schema.org',
    '@type': 'Restaurant',
    '@id': `${base}/v/${_id}`,
    name,
    alternateName: [localNames.ko, localNames.ja].filter((it) => it !== null),
    url,
    description,
    image: pictures.map(({ id }) => `${base}${picturePath(id)}?w=1280`),
    servesCuisine: cuisine.split(',').map((it) => it.trim()),
    acceptsReservations: true,
    address: { '@type': 'PostalAddress', addressLocality: city, ...(address !== null && { streetAddress: address }) },
    ...(price !== null && { priceRange: '$'.repeat(price) }),
    ...(position !== null && { geo: { '@type': 'GeoCoordinates', ...position } }),
    ...(phone !== null && { telephone: phone }),
    ...(website !== null && { sameAs: website }),
    amenityFeature: facilities.map((facility) => ({
      '@type': 'LocationFeatureSpecification',
      name: facility,
      value: true,
    })),
  }
}

/** JSON that cannot end the element it stands in, and is a line of script too. */
function inScript(value: object): string {
  const sign = (found: string): string => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, sign)
}

function sitemap({ directory, config }: Deps): RequestHandler {
  return async (_request, response) => {
    const venues = Array.from(await directory.venues()).slice(0, mostInSitemap / pageLanguages.length)
    const pages = venues.flatMap((venue) => pageLanguages.map((language) => sitemapEntry(venue, language)))
    response
      .set('cache-control', 'public, max-age=3600')
      .type('application/xml')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.join('\n')}
</urlset>
`,
      )
  }

  function sitemapEntry({ _id, updatedAt }: VenueDocument, language: PageLanguage): string {
    const alternates = alternatesOf(config.publicUrl, _id).map(
      ({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${escaped(href)}"/>`,
    )
    const place = escaped(addressOf(config.publicUrl, _id, language))
    return `<url><loc>${place}</loc><lastmod>${updatedAt.toISOString()}</lastmod>${alternates.join('')}</url>`
  }
}
