import sharp, { type Sharp } from 'sharp'
import { AppError } from '../appError.ts'
import { formatOf } from './kind.ts'

/** What a picture is fitted into, in pixels. A smaller one stays as small as it is. */
export interface Box {
  readonly width: number
  readonly height: number
}

export interface Rendering {
  readonly box: Box
  readonly webp: Buffer
}

export interface Rendered {
  /** In the order of the boxes. */
  readonly renderings: readonly Rendering[]
  /** Of the largest, in pixels. */
  readonly size: { readonly width: number; readonly height: number }
}

/** @throws AppError `invalid_input` with path `picture`, `busy` */
export type RenderUpload = (bytes: Uint8Array, boxes: readonly Box[]) => Promise<Rendered>

const mostPixels = 40_000_000
/** Decoding a large picture takes some hundred megabytes for a moment. */
const mostAtOnce = 2

/** Renders what people upload, no more at once than a node has room for. */
export function createRenderer(): RenderUpload {
  let rendering = 0
  return async (bytes, boxes) => {
    if (rendering >= mostAtOnce) throw new AppError('busy', { retryAfterMs: 2000 })
    rendering += 1
    try {
      return await renderUpload(bytes, boxes)
    } finally {
      rendering -= 1
    }
  }
}

/**
 * An uploaded picture as we keep it: upright, in sRGB, and new from its pixels alone, so that nothing else of the file (where
 * and when it was taken, by what camera, a thumbnail of what was cut away) comes with it.
 *
 * @param boxes the last is the largest
 * @throws AppError `invalid_input` with path `picture`
 */
export async function renderUpload(bytes: Uint8Array, boxes: readonly Box[]): Promise<Rendered> {
  if (formatOf(bytes) === null) throw notAPicture('A picture in JPEG, PNG, WebP or AVIF is wanted')
  const source = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
  const { width, height } = await source.metadata().catch(unreadable)
  if (width * height > mostPixels) throw notAPicture('At most 40 megapixels')
  return renderAll(source.autoOrient(), boxes).catch(unreadable)
}

/** A drawing of ours. */
export function renderDrawing(svg: string, boxes: readonly Box[]): Promise<Rendered> {
  return renderAll(sharp(Buffer.from(svg)), boxes)
}

/** Decoded once: the smaller ones are made from the largest. */
async function renderAll(source: Sharp, boxes: readonly Box[]): Promise<Rendered> {
  const largest = boxes.at(-1)
  if (largest === undefined) throw new Error('nothing to fit it into')
  const { data, info } = await fitted(source, largest).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const renderings: Rendering[] = []
  for (const box of boxes) {
    const webp = await fitted(sharp(data, { raw: { width, height, channels } }), box)
      .webp({ quality: 80, effort: 3 })
      .toBuffer()
    renderings.push({ box, webp })
  }
  return { renderings, size: { width, height } }
}

function fitted(source: Sharp, { width, height }: Box): Sharp {
  return source.resize({ width, height, fit: 'inside', withoutEnlargement: true })
}

function unreadable(cause: unknown): never {
  throw notAPicture('The picture is damaged, or larger than 40 megapixels', cause)
}

function notAPicture(message: string, cause?: unknown): AppError {
  return new AppError('invalid_input', { issues: [{ path: 'picture', message }], cause })
}
