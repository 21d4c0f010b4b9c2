import type { AttachmentKind } from '../../../shared/domain/concierge/attachment.ts'
import { AppError } from '../appError.ts'
import { formatOf, isPdf } from '../pictures/kind.ts'
import type { RenderUpload } from '../pictures/render.ts'

/** A file as it is kept. */
export interface ReadUpload {
  readonly kind: AttachmentKind
  readonly whole: Uint8Array
  /** Of a picture. */
  readonly preview: Uint8Array | null
  readonly size: { readonly width: number; readonly height: number } | null
}

const previewSide = 480
const longestSide = 2048
const boxes = [previewSide, longestSide].map((side) => ({ width: side, height: side }))

/**
 * What a file is by its bytes: a picture, made anew, or a PDF, as it is.
 *
 * @throws AppError `invalid_input` with path `file`, or `picture` for one that cannot be read; `busy`
 */
export async function readUpload(bytes: Uint8Array, render: RenderUpload): Promise<ReadUpload> {
  if (isPdf(bytes)) return { kind: 'pdf', whole: bytes, preview: null, size: null }
  if (formatOf(bytes) === null) {
    const message = 'A picture in JPEG, PNG, WebP or AVIF, or a PDF'
    throw new AppError('invalid_input', { issues: [{ path: 'file', message }] })
  }
  const { renderings, size } = await render(bytes, boxes)
  const [preview, whole] = renderings
  if (preview === undefined || whole === undefined) throw new Error('one rendering for each box')
  return { kind: 'picture', whole: whole.webp, preview: preview.webp, size }
}
