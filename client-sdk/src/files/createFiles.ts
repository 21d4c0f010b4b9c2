import { ClientError, type ClientErrorCode } from '../clientError.ts'
import type { Attachment } from '../conversation/types.ts'
import type { ErrorBody } from '../generated/types.ts'
import type { Parts } from '../parts.ts'
import { type Answered, sendFile } from './sendFile.ts'

export interface AttachOptions {
  /** @default the file's own, where it has one */
  readonly name?: string
  /** From 0 up to 1, where the device can tell. */
  readonly onProgress?: (share: number) => void
  /** Breaks it off; it ends with `closed`. */
  readonly signal?: AbortSignal
}

const mostTries = 4
const pauseMs = 1500

export type Files = ReturnType<typeof createFiles>

/** How the text of a conversation is written. */
export interface TranscriptOptions {
  /** @default the conversation's */
  readonly language?: 'ko' | 'en' | 'ja'
  /** Whose clock its times are of, IANA. @default UTC */
  readonly zone?: string
}

/** The files of one conversation: up before a message that carries them, down where one is shown, and all of it as a text. */
export function createFiles({ parts, conversationId }: { parts: Parts; conversationId: string }) {
  const { clock, newId, http } = parts
  const conversation = `${http.url}/v1/conversations/${encodeURIComponent(conversationId)}`
  const all = `${conversation}/attachments`

  return { attach, open, transcript }

  /**
   * Sends a file under one key, however often it has to be tried. Nothing of it is kept on the device.
   *
   * @throws ClientError `no_answer` without a connection, `payload_too_large`, `invalid_input` for what is neither a picture
   * nor a PDF, …
   */
  async function attach(file: Blob, { name, onProgress, signal }: AttachOptions = {}): Promise<Attachment> {
    const headers = {
      'idempotency-key': newId(),
      'file-name': encodeURIComponent(name ?? (file as { readonly name?: string }).name ?? ''),
      'content-type': 'application/octet-stream',
    }
    for (let tries = 1; ; tries++) {
      const answer = await asked(async () =>
        sendFile({ url: all, headers: { ...headers, ...(await speaking()) }, file, onProgress, signal }),
      )
      if (answer.ok) return (await answer.json()) as Attachment
      const error = await errorOf(answer)
      if (signal?.aborted === true || !error.retryable || tries === mostTries) throw error
      await new Promise<void>((done) => clock.after(error.retryAfterMs ?? pauseMs, done))
    }
  }

  /** The bytes of a file. @throws ClientError `not_found` where it was withdrawn */
  async function open(attachmentId: string, size: 'whole' | 'preview' = 'whole'): Promise<Blob> {
    return read(`${all}/${encodeURIComponent(attachmentId)}?size=${size}`)
  }

  /** What was said, the oldest first, as a text to keep. @throws ClientError `rate_limited` where it is asked for too often */
  async function transcript(how: TranscriptOptions = {}): Promise<Blob> {
    return read(`${conversation}/transcript?${new URLSearchParams({ format: 'text', ...how })}`)
  }

  async function read(url: string): Promise<Blob> {
    const answer = await asked(async () => fetch(url, { headers: await speaking() }))
    if (!answer.ok) throw await errorOf(answer)
    return answer.blob()
  }

  async function speaking(): Promise<Record<string, string>> {
    const token = await http.token()
    return token === null ? {} : { authorization: `Bearer ${token}` }
  }
}

async function asked<A extends Answered>(ask: () => Promise<A>): Promise<A> {
  try {
    return await ask()
  } catch {
    throw ClientError.own('no_answer')
  }
}

/** A proxy on the way answers in its own words. */
async function errorOf(answer: Answered): Promise<ClientError> {
  try {
    const body = (await answer.json()) as ErrorBody & { readonly code: ClientErrorCode }
    if (typeof body.code === 'string') return new ClientError(body)
  } catch {
    // Not ours.
  }
  return ClientError.own('no_answer')
}
