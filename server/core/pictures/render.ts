import sharp, { type Sharp } from 'sharp'
import { AppError } from '../appError.ts'
import { formatOf } from './kind.ts'

/** Widths in which a picture is kept, in pixels. A narrower one stays as narrow as it is. */
export const widths = [320, 640, 1280] as const

export type Width = (typeof widths)[number]

const widest = 1280

export interface Rendering {
  readonly width: Width
  readonly webp: Buffer
}

export interface Rendered {
  readonly renderings: readonly Rendering[]
  /** Of the widest, in pixels. */
  readonly size: { readonly width: number; readonly height: number }
}

export const mostBytes = 8 * 1024 * 1024
const mostPixels = 40_000_000
/** Nothing is kept taller than this times its width: webp ends at 16,383 pixels. */
const tallest = 3

/**
 * An uploaded picture as we keep it: upright, in sRGB, and new from its pixels alone, so that nothing else of the file (where
 * and when it was taken, by what camera, a thumbnail of what was cut away) comes with it.
 *
 * @throws AppError `invalid_input` with path `picture`
 */
export async function renderUpload(bytes: Uint8Array): Promise<Rendered> {
  if (formatOf(bytes) === null) throw notAPicture('A picture in JPEG, PNG, WebP or AVIF is wanted')
  const source = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
  const { width, height } = await source.metadata().catch(unreadable)
  if (width * height > mostPixels) throw notAPicture('At most 40 megapixels')
  return renderAll(source.autoOrient()).catch(unreadable)
}

/** A drawing of ours. */
export function renderDrawing(svg: string): Promise<Rendered> {
  return renderAll(sharp(Buffer.from(svg)))
}

/** Decoded once: the narrower ones are made from the widest. */
async function renderAll(source: Sharp): Promise<Rendered> {
  const { data, info } = await fitted(source, widest).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const renderings: Rendering[] = []
  for (const each of widths) {
    const webp = await fitted(sharp(data, { raw: { width, height, channels } }), each)
      .webp({ quality: 80, effort: 3 })
      .toBuffer()
    renderings.push({ width: each, webp })
  }
  return { renderings, size: { width, height } }
}

function fitted(source: Sharp, width: number): Sharp {
  return source.resize({ width, height: width * tallest, fit: 'inside', withoutEnlargement: true })
}

function unreadable(cause: unknown): never {
  throw notAPicture('The picture is damaged, or larger than 40 megapixels', cause)
}

function notAPicture(message: string, cause?: unknown): AppError {
  return new AppError('invalid_input', { issues: [{ path: 'picture', message }], cause })
}
