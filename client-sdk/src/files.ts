import type { Client } from './createClient.ts'
import { createFiles, type Files } from './files/createFiles.ts'
import { partsOf } from './parts.ts'

export type { AttachOptions, Files, TranscriptOptions } from './files/createFiles.ts'

/**
 * The files of a conversation: up, before a message carries them within a day, and down. For pages, which have a file to
 * send and a place to show one; only with a connection, for no file waits on the device.
 */
export function filesOf(client: Client, conversationId: string): Files {
  return createFiles({ parts: partsOf(client), conversationId })
}
