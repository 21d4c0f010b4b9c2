import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

export interface Sent {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

interface UploadOptions {
  /** @default a fresh one */
  readonly requestId?: string
  readonly name?: string
}

/** A file into a conversation, through the node at this address. */
export async function upload(
  url: string,
  to: { readonly token: string | null; readonly conversationId: string },
  bytes: Uint8Array,
  { requestId = randomUUID(), name = 'photo.jpg' }: UploadOptions = {},
): Promise<Sent> {
  const response = await fetch(`${url}/v1/conversations/${to.conversationId}/attachments`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'idempotency-key': requestId,
      'file-name': encodeURIComponent(name),
      ...(to.token !== null && { authorization: `Bearer ${to.token}` }),
    },
    body: bytes as BodyInit,
  })
  return { status: response.status, body: (await response.json()) as Sent['body'] }
}

export function paint(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#a0522d' } })
}

export const smallPdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** The files of an attachment as they lie on the disk of this machine's hubs. */
export async function blobsOf(attachmentId: string): Promise<readonly Buffer[]> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith('couvert-blobs-'))
  const found: Buffer[] = []
  for (const folder of folders) {
    const shelf = join(tmpdir(), folder, attachmentId.slice(0, 2))
    const names = await readdir(shelf).catch(() => [])
    for (const name of names) if (name.startsWith(attachmentId)) found.push(await readFile(join(shelf, name)))
  }
  return found
}
