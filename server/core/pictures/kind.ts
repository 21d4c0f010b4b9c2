const kinds = [
  { format: 'jpeg', begins: [0xff, 0xd8, 0xff], at: 0 },
  { format: 'png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], at: 0 },
  { format: 'webp', begins: [...Buffer.from('WEBPVP8')], at: 8 },
  { format: 'avif', begins: [...Buffer.from('ftypavif')], at: 4 },
] as const

export type PictureFormat = (typeof kinds)[number]['format']

/**
 * What a file is by how it begins, whatever it is called. Looked at before any decoder sees it: there are decoders for
 * much that is no photograph, and some of them fetch and run what they read.
 */
export function formatOf(bytes: Uint8Array): PictureFormat | null {
  return kinds.find(({ begins, at }) => beginsWith(bytes, begins, at))?.format ?? null
}

export function isPdf(bytes: Uint8Array): boolean {
  return beginsWith(bytes, Buffer.from('%PDF-'), 0)
}

function beginsWith(bytes: Uint8Array, begins: ArrayLike<number>, at: number): boolean {
  return Array.from(begins).every((byte, index) => bytes[at + index] === byte)
}
