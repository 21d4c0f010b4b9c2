import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Picture } from './gallery.ts'

/** What the README shows, from the first page to the ticket. */
const shown = [
  { state: 'search-tonight', language: 'en', scheme: 'light' },
  { state: 'slot-asked', language: 'ko', scheme: 'light' },
  { state: 'hold', language: 'ja', scheme: 'light' },
  { state: 'ticket', language: 'en', scheme: 'dark' },
] as const

/** Twice as many pixels as it is wide in the README. */
const [width, height] = [420, 860]

/** Takes the README's pictures out of those of a whole run. @returns their files */
export async function picturesForReadme(
  from: string,
  pictures: readonly Picture[],
  into: string,
): Promise<readonly string[]> {
  await mkdir(into, { recursive: true })
  const files: string[] = []
  for (const { state, language, scheme } of shown) {
    const picture = pictures.find(
      (it) => it.state === state && it.language === language && it.scheme === scheme && it.size === 'phone',
    )
    if (picture === undefined) continue
    const file = `${state}-${language}.webp`
    const phone = sharp(join(from, picture.file)).resize({ width, height, fit: 'cover', position: 'top' })
    await phone.webp({ quality: 80 }).toFile(join(into, file))
    files.push(file)
  }
  return files
}
