import { useEffect, useState } from 'react'
import type { Files } from '../../src/files.ts'

const nothing = { src: null, failed: false } as const

/** A file of a conversation as an address of this page, for as long as it is shown. */
export function useFile(
  open: Files['open'],
  attachmentId: string,
  size: 'whole' | 'preview',
): { readonly src: string | null; readonly failed: boolean } {
  const [found, setFound] = useState<{ readonly src: string | null; readonly failed: boolean }>(nothing)
  useEffect(() => {
    let src: string | null = null
    let gone = false
    open(attachmentId, size).then(
      (file) => {
        if (gone) return
        src = URL.createObjectURL(file)
        setFound({ src, failed: false })
      },
      () => gone || setFound({ src: null, failed: true }),
    )
    return () => {
      gone = true
      if (src !== null) URL.revokeObjectURL(src)
    }
  }, [open, attachmentId, size])
  return found
}
