export const attachmentKinds = ['picture', 'pdf'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

/** Of one message. */
export const mostAttachments = 4

/** Of one file as it is sent. */
export const mostAttachmentBytes = 10 * 1024 * 1024

/** Of a file's name, in code points, its ending included. */
const longestName = 100

const endings = { picture: '.webp', pdf: '.pdf' } as const
const plain = { picture: 'picture', pdf: 'document' } as const

/**
 * The name of a file as it is kept: its last part, without control and formatting characters or those that a file system
 * takes for its own, and with the ending of what it is, whatever it was called.
 */
export function cleanName(given: string, kind: AttachmentKind): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').replace(/[<>:"|?*]/g, '_')
  const stem = visible
    .normalize('NFC')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const short = [...stem]
    .slice(0, longestName - endings[kind].length)
    .join('')
    .trimEnd()
  return `${short === '' ? plain[kind] : short}${endings[kind]}`
}
