import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Files by key. A key is never written twice with other bytes. */
export interface Blobs {
  /** Whole or not at all. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null: there is none. */
  get(key: string): Promise<Buffer | null>
  has(key: string): Promise<boolean>
  /** Also what is not there. */
  delete(key: string): Promise<void>
}

const keyShape = /^[0-9a-z]{4,64}(?:-[0-9]+)?\.[a-z0-9]{1,8}$/

/** `<letters and digits>[-<number>].<extension>`: no way out of a folder or a bucket. */
export function isBlobKey(key: string): boolean {
  return keyShape.test(key)
}

/**
 * Blobs as files of one folder, which all nodes have to see.
 *
 * @throws Error for what is not the key of a blob: a bug
 */
export function diskBlobs(folder: string): Blobs {
  function fileOf(key: string): string {
    if (!isBlobKey(key)) throw new Error('not the key of a blob')
    return join(folder, key.slice(0, 2), key)
  }

  return {
    async put(key, bytes) {
      const file = fileOf(key)
      const draft = `${file}.${randomUUID()}`
      await mkdir(dirname(file), { recursive: true })
      const handle = await open(draft, 'wx')
      try {
        await handle.writeFile(bytes)
        // Renamed before it is on disk, it could be empty after a power cut.
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
    },
    get: (key) => unlessAbsent(readFile(fileOf(key))),
    has: async (key) => (await unlessAbsent(stat(fileOf(key)))) !== null,
    delete: (key) => rm(fileOf(key), { force: true }),
  }
}

async function unlessAbsent<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
