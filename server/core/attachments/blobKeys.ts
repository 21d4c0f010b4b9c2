import type { AttachmentDocument } from './documents.ts'

export const sizes = ['whole', 'preview'] as const
export type Size = (typeof sizes)[number]

export function keyOfBlob(attachmentId: string, size: Size): string {
  return `${attachmentId}-${sizes.indexOf(size)}.sealed`
}

/** Every blob that an attachment has. */
export function blobKeys({ _id, kind }: Pick<AttachmentDocument, '_id' | 'kind'>) {
  const its: readonly Size[] = kind === 'picture' ? sizes : ['whole']
  return its.map((size) => ({ size, key: keyOfBlob(_id, size) }))
}
