/** Why a file cannot be read on, as a whole. */
export type ImportFault =
  | 'not_found'
  | 'broken_gzip'
  | 'wrong_encoding'
  | 'empty_file'
  | 'missing_column'
  | 'broken_quotes'
  | 'row_too_large'
  | 'broken_row'

/** The file cannot be read past this line. Rows that were imported before it stay, each whole; no more are read. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  readonly code: ImportFault
  readonly line: number

  constructor(code: ImportFault, line: number, message: string, options?: ErrorOptions) {
    super(`line ${line}: ${message}`, options)
    this.code = code
    this.line = line
  }
}
