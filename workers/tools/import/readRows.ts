import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvError, type Info, parse } from 'csv-parse'
import { decodeUtf8 } from './decodeUtf8.ts'
import { ImportError } from './importError.ts'

/** One row as it stands in the file, by column. `line` is where it ends. */
export interface FileRow {
  readonly line: number
  readonly fields: Readonly<Record<string, string>>
  /** Cells in the row; another number than the header's is for the reader to refuse. */
  readonly cells: number
  readonly columns: number
}

/** Characters of one row, quotes included. A directory's longest row has about a thousand. */
const longestRow = 65_536

/**
 * Rows of a CSV file, gzipped if it ends in `.gz`, one at a time: the file may be larger than memory.
 *
 * @throws ImportError where the file cannot be read on
 */
export async function* readRows(file: string): AsyncGenerator<FileRow> {
  const bytes = createReadStream(file)
  const plain = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  bytes.on('error', (error) => plain.destroy(error))
  const text = Readable.from(decodeUtf8(plain))
  const parser = text.pipe(parse({ bom: true, info: true, relax_column_count: true, max_record_size: longestRow }))
  text.on('error', (error) => parser.destroy(error))
  let header: readonly string[] | null = null
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      line = info.lines
      if (header === null) header = record
      else yield rowOf(header, record, line)
    }
  } catch (error) {
    throw asImportError(error, line)
  } finally {
    bytes.destroy()
  }
  if (header === null) throw new ImportError('empty_file', 1, 'the file is empty')
}

function rowOf(header: readonly string[], record: readonly string[], line: number): FileRow {
  const fields = Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']))
  return { line, fields, cells: record.length, columns: header.length }
}

const quoteFaults: ReadonlySet<string> = new Set([
  'CSV_QUOTE_NOT_CLOSED',
  'INVALID_OPENING_QUOTE',
  'CSV_INVALID_CLOSING_QUOTE',
])

function asImportError(error: unknown, lastLine: number): unknown {
  if (error instanceof CsvError) {
    const line = typeof error.lines === 'number' ? error.lines : lastLine + 1
    if (quoteFaults.has(error.code)) {
      return new ImportError('broken_quotes', line, 'a quote is opened or closed where it may not be', { cause: error })
    }
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      return new ImportError('row_too_large', line, `a row has more than ${longestRow} characters`, { cause: error })
    }
    return new ImportError('broken_row', line, error.message, { cause: error })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'EISDIR') {
    return new ImportError('not_found', 0, 'there is no such file', { cause: error })
  }
  if (code.startsWith('Z_')) {
    return new ImportError('broken_gzip', lastLine, 'the file ends in .gz and is no whole gzip file', { cause: error })
  }
  return error
}
