import { createHash } from 'node:crypto'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Blobs } from '../infra/blobs.ts'
import type { PictureDocument } from '../models/documents.ts'
import type { Box, Rendered, RenderUpload } from './render.ts'

/** Widths in which a picture is kept, in pixels. A narrower one stays as narrow as it is. */
export const widths = [320, 640, 1280] as const

/** Nothing is kept taller than this times its width: webp ends at 16,383 pixels. */
const tallest = 3

export const venueBoxes: readonly Box[] = widths.map((width) => ({ width, height: width * tallest }))

/** Of a file as it is sent. */
export const mostBytes = 8 * 1024 * 1024

const mostPictures = 12

export interface Upload {
  readonly venueId: string
  /** Actor key. */
  readonly by: string
  readonly bytes: Uint8Array
  readonly alt: string
}

/** The pictures of restaurants. */
export interface VenuePictures {
  /**
   * Adds a picture, after those there are. One that is there already stays where it is, and takes the new words.
   *
   * @throws AppError `not_found`, `invalid_input` with path `picture`, `busy`
   */
  add(upload: Upload): Promise<PictureDocument>
  /** @throws AppError `not_found` */
  remove(picture: { readonly venueId: string; readonly pictureId: string; readonly by: string }): Promise<void>
}

export function createVenuePictures(
  deps: Pick<Deps, 'collections' | 'blobs' | 'newId' | 'audit'>,
  render: RenderUpload,
): VenuePictures {
  const { collections, blobs, newId, audit } = deps

  async function picturesOf(venueId: string): Promise<readonly PictureDocument[]> {
    const venue = await collections.venues.findOne({ _id: venueId }, { projection: { pictures: 1 }, maxTimeMS: 3000 })
    if (venue === null) throw new AppError('not_found')
    return venue.pictures
  }

  async function take({ venueId, bytes, alt }: Upload): Promise<PictureDocument> {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const there = await picturesOf(venueId)
    const known = there.find((picture) => picture.hash === hash)
    if (known !== undefined) return withWords(venueId, known, alt)
    if (there.length >= mostPictures) throw tooMany()
    const rendered = await render(bytes, venueBoxes)
    // An id of its own: whoever removes the same picture at this moment removes theirs.
    const picture = { id: newId(), hash, ...rendered.size, alt }
    await keepBlobs(blobs, picture.id, rendered)
    const { matchedCount } = await collections.venues.updateOne(
      { _id: venueId, 'pictures.hash': { $ne: hash }, [`pictures.${mostPictures - 1}`]: { $exists: false } },
      { $push: { pictures: picture }, $currentDate: { updatedAt: true } },
    )
    if (matchedCount === 1) return picture
    await dropBlobs(blobs, picture.id)
    const meanwhile = (await picturesOf(venueId)).find((it) => it.hash === hash)
    if (meanwhile === undefined) throw tooMany()
    return meanwhile
  }

  async function withWords(venueId: string, picture: PictureDocument, alt: string): Promise<PictureDocument> {
    if (picture.alt === alt) return picture
    await collections.venues.updateOne(
      { _id: venueId, 'pictures.id': picture.id },
      { $set: { 'pictures.$.alt': alt }, $currentDate: { updatedAt: true } },
    )
    return { ...picture, alt }
  }

  return {
    async add(upload) {
      const picture = await take(upload)
      // Each time, also for one that was there: it may have been removed in between, and come back.
      await audit.record({ action: 'picture.added', by: upload.by, to: upload.venueId })
      return picture
    },

    async remove({ venueId, pictureId, by }) {
      if (!(await picturesOf(venueId)).some(({ id }) => id === pictureId)) throw new AppError('not_found')
      // First, for what is gone is not found again.
      await audit.record({ action: 'picture.removed', by, to: venueId })
      await collections.venues.updateOne(
        { _id: venueId, 'pictures.id': pictureId },
        { $pull: { pictures: { id: pictureId } }, $currentDate: { updatedAt: true } },
      )
      await dropBlobs(blobs, pictureId)
    },
  }
}

export function blobKey(pictureId: string, width: number): string {
  return `${pictureId}-${width}.webp`
}

export async function keepBlobs(blobs: Blobs, pictureId: string, { renderings }: Rendered): Promise<void> {
  for (const { box, webp } of renderings) await blobs.put(blobKey(pictureId, box.width), webp)
}

async function dropBlobs(blobs: Blobs, pictureId: string): Promise<void> {
  for (const width of widths) await blobs.delete(blobKey(pictureId, width))
}

function tooMany(): AppError {
  const message = `A restaurant has at most ${mostPictures} pictures: remove one first`
  return new AppError('invalid_input', { issues: [{ path: 'picture', message }] })
}
