import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

/** A reservation as it was really made. Times are the restaurant's wall clock. */
export interface ReservationRow {
  /** Line of the file. */
  readonly line: number
  readonly storeId: string
  /** `YYYY-MM-DD HH:MM:SS` */
  readonly visitAt: string
  readonly bookedAt: string
  readonly party: number
}

const columns = ['air_store_id', 'visit_datetime', 'reserve_datetime', 'reserve_visitors'] as const

/** @throws Error naming the line and the column that does not fit */
export async function readReservations(file: string): Promise<readonly ReservationRow[]> {
  const bytes = createReadStream(file)
  const plain = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  const rows: ReservationRow[] = []
  for await (const record of plain.pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>) {
    rows.push(rowOf(record, rows.length + 2))
  }
  return rows
}

function rowOf(record: Readonly<Record<string, string>>, line: number): ReservationRow {
  const [storeId = '', visitAt = '', bookedAt = '', party = ''] = columns.map((column) => record[column] ?? '')
  const fits = [storeId !== '', !Number.isNaN(asUtc(visitAt)), !Number.isNaN(asUtc(bookedAt)), Number(party) >= 1]
  const wrong = fits.indexOf(false)
  if (wrong >= 0) throw new Error(`line ${line}: ${columns[wrong]} does not fit`)
  return { line, storeId, visitAt, bookedAt, party: Number(party) }
}

/** Wall clock as if it were UTC: for differences and weeks, where the zone has no meaning. */
export function asUtc(wall: string): number {
  return Date.parse(`${wall.replace(' ', 'T')}Z`)
}
