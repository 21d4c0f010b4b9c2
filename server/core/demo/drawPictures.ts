import type { Deps } from '../deps.ts'
import { idOf, sha256 } from '../infra/ids.ts'
import { renderDrawing } from '../pictures/render.ts'
import { blobKey, keepBlobs, venueBoxes, widths } from '../pictures/venuePictures.ts'
import type { DemoRestaurant } from './restaurants.ts'
import { drawStillLife } from './stillLife.ts'

/**
 * Pictures for a demo restaurant that has none, and blobs that have gone missing of those it has. Their ids are made of what
 * they show, so that nodes which draw at once draw the same.
 */
export async function drawPictures(
  { collections, blobs }: Pick<Deps, 'collections' | 'blobs'>,
  venueId: string,
  { pictures, palette }: DemoRestaurant,
): Promise<void> {
  const drawn = []
  for (const { motif, alt } of pictures) {
    const svg = drawStillLife(motif, palette)
    const id = idOf(`demo picture ${venueId} ${svg}`)
    const keys = widths.map((width) => blobKey(id, width))
    const there = await Promise.all(keys.map((key) => blobs.has(key)))
    if (!there.every(Boolean)) await keepBlobs(blobs, id, await renderDrawing(svg, venueBoxes))
    drawn.push({ id, hash: sha256(svg), width: 1280, height: 960, alt })
  }
  await collections.venues.updateOne(
    { _id: venueId, pictures: { $size: 0 } },
    { $set: { pictures: drawn }, $currentDate: { updatedAt: true } },
  )
}
