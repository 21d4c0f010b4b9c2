import type { saveVenue, VenueToSave } from '../../../server/core/commands/saveVenue.ts'
import { ImportError } from './importError.ts'
import { type FileRow, readRows } from './readRows.ts'
import { type Refused, requiredColumns, restaurantOf } from './restaurantRow.ts'
import { venueFromRow } from './venueFromRow.ts'

type Saved = Awaited<ReturnType<typeof saveVenue>>

/** Rows so far. */
export type Counts = Readonly<Record<Saved | 'refused', number>>

export interface ImportPorts {
  readonly save: (venue: VenueToSave) => Promise<Saved>
  readonly onRefused: (refused: Refused) => void
  /** After each row. */
  readonly onProgress: (counts: Counts) => void
}

/**
 * Brings in the restaurants of a file, a row at a time: each is saved whole or not at all, and importing it again
 * changes nothing.
 *
 * @throws ImportError where the file cannot be read on
 */
export async function importFile(file: string, { save, onRefused, onProgress }: ImportPorts): Promise<Counts> {
  const counts = { created: 0, changed: 0, unchanged: 0, refused: 0 }
  let rows = 0
  for await (const row of readRows(file)) {
    if (rows++ === 0) mustHaveColumns(row)
    const read = restaurantOf(row)
    if ('refused' in read) read.refused.forEach(onRefused)
    counts['refused' in read ? 'refused' : await save(venueFromRow(read.restaurant))] += 1
    onProgress({ ...counts })
  }
  if (rows === 0) throw new ImportError('empty_file', 1, 'the file has a header and no rows')
  return counts
}

function mustHaveColumns({ fields }: FileRow): void {
  const missing = requiredColumns.filter((column) => !Object.hasOwn(fields, column))
  if (missing.length > 0) throw new ImportError('missing_column', 1, `the header lacks ${missing.join(', ')}`)
}
