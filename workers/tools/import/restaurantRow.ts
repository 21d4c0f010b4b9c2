import { z } from 'zod'
import type { distinctions } from '../../../shared/contract/operations/venue.ts'
import { line, phone } from '../../../shared/contract/schemas.ts'
import type { FileRow } from './readRows.ts'

/** As directories write it, and as we do. */
const awards: Readonly<Record<string, (typeof distinctions)[number]>> = {
  '3 Stars': 'three_stars',
  '2 Stars': 'two_stars',
  '1 Star': 'one_star',
  'Bib Gourmand': 'bib_gourmand',
  'Selected Restaurants': 'selected',
}

/** A cell that may be empty, in a column that may be missing. */
function perhaps<T>(schema: z.ZodType<T, string>) {
  return z.union([z.literal('').transform(() => null), schema]).default(null)
}

const restaurant = z.object({
  Name: line(100),
  Address: line(300),
  /** City and country; a city state has only one part. */
  Location: line(100),
  /** One to four currency signs, cheap to dear. */
  Price: z.string().regex(/^(\p{Sc})\1{0,3}$/u, 'one to four currency signs are expected'),
  Cuisine: line(200),
  Longitude: z.coerce.number().min(-180).max(180),
  Latitude: z.coerce.number().min(-90).max(90),
  FacilitiesAndServices: z
    .string()
    .max(1000)
    .default('')
    .transform((text) => text.split(',').map((it) => it.trim()))
    .transform((all) => all.filter((it) => it !== ''))
    .pipe(z.array(line(60))),
  Award: perhaps(z.enum(Object.keys(awards)).transform((award) => awards[award] ?? null)),
  /** With the code of its country. */
  PhoneNumber: perhaps(phone),
  WebsiteUrl: perhaps(z.url({ protocol: /^https?$/ }).max(300)),
  name_ko: perhaps(line(100)),
  name_ja: perhaps(line(100)),
})

/** A restaurant as a directory lists it. */
export type RestaurantRow = z.infer<typeof restaurant>

/** The columns a file must have. */
export const requiredColumns = ['Name', 'Address', 'Location', 'Price', 'Cuisine', 'Longitude', 'Latitude'] as const

/** A row that is not imported. `field` is empty where the row as a whole is at fault. */
export interface Refused {
  readonly line: number
  readonly field: string
  readonly reason: string
}

/** The restaurant of a row, or everything that is wrong with it. */
export function restaurantOf(
  row: FileRow,
): { readonly restaurant: RestaurantRow } | { readonly refused: readonly Refused[] } {
  if (row.cells !== row.columns) {
    return {
      refused: [{ line: row.line, field: '', reason: `it has ${row.cells} cells, the header has ${row.columns}` }],
    }
  }
  const blank = requiredColumns.filter((column) => row.fields[column]?.trim() === '')
  if (blank.length > 0) return { refused: blank.map((field) => ({ line: row.line, field, reason: 'it is empty' })) }
  const read = restaurant.safeParse(row.fields)
  if (read.success) return { restaurant: read.data }
  return {
    refused: read.error.issues.map(({ path, message }) => ({ line: row.line, field: path.join('.'), reason: message })),
  }
}
