import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Real data lies beside the project and is no part of it: tests read it there, and say so where it is absent. */
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

export interface DataFile {
  readonly path: string
  /** Null: it is there. Else why a test that needs it is skipped. */
  readonly absent: string | null
}

/** @param name below the data folder, such as `directory/michelin_korea.csv` */
export function dataFile(name: string): DataFile {
  const path = `${folder}${name}`
  const absent = existsSync(path) ? null : `skipped: ${name} is not in ../shared/data`
  if (absent !== null) console.warn(absent)
  return { path, absent }
}
