import { useEffect, useRef, useState } from 'react'
import type { Attachment } from '../../src/conversation.ts'
import type { Files } from '../../src/files.ts'
import { ClientError } from '../../src/index.ts'

/** The hub takes no more: of one message, and of one file. */
const most = 4
const mostBytes = 10 * 1024 * 1024

export const takenTypes = 'image/jpeg,image/png,image/webp,image/avif,application/pdf'

/** A file on its way into a message that is not sent yet. */
export interface Upload {
  readonly id: number
  readonly name: string
  /** Of a picture: as this device has it. */
  readonly src: string | null
  /** From 0 up to 1. */
  readonly share: number
  /** Once the hub has it. */
  readonly attachment: Attachment | null
  readonly error: ClientError | 'too_large' | null
}

export type Uploads = ReturnType<typeof useUploads>

/** What is attached to the message that is being written. Taken away again, it is broken off. */
export function useUploads(attach: Files['attach'] | undefined) {
  const [list, setList] = useState<readonly Upload[]>([])
  const [tooMany, setTooMany] = useState(false)
  const next = useRef(1)
  const running = useRef(new Map<number, AbortController>())
  const shown = useRef(new Map<number, string>())
  useEffect(() => {
    const [all, sources] = [running.current, shown.current]
    return () => {
      for (const each of all.values()) each.abort()
      for (const src of sources.values()) URL.revokeObjectURL(src)
    }
  }, [])

  const change = (id: number, changed: Partial<Upload>) =>
    setList((before) => before.map((it) => (it.id === id ? { ...it, ...changed } : it)))

  const start = async (id: number, file: File): Promise<void> => {
    const control = new AbortController()
    running.current.set(id, control)
    try {
      const onProgress = (share: number) => change(id, { share })
      change(id, { attachment: (await attach?.(file, { onProgress, signal: control.signal })) ?? null, share: 1 })
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      change(id, { error: failure })
    } finally {
      running.current.delete(id)
    }
  }

  const add = (files: readonly File[]): void => {
    const taken = files.slice(0, Math.max(0, most - list.length))
    setTooMany(taken.length < files.length)
    const begun = taken.map((file) => ({ file, id: next.current++ }))
    setList((before) => [...before, ...begun.map(({ file, id }) => uploadOf(file, id, shown.current))])
    for (const { file, id } of begun) if (file.size <= mostBytes) void start(id, file)
  }

  const remove = (id: number): void => {
    running.current.get(id)?.abort()
    const src = shown.current.get(id)
    if (src !== undefined) URL.revokeObjectURL(src)
    shown.current.delete(id)
    setTooMany(false)
    setList((before) => before.filter((it) => it.id !== id))
  }

  return {
    may: attach !== undefined,
    list,
    tooMany,
    add,
    remove,
    /** Those the hub has, once it has all of them; null until then. */
    ready: (): readonly Attachment[] | null => {
      const sent = list.flatMap(({ attachment }) => attachment ?? [])
      return sent.length === list.length ? sent : null
    },
    clear: () => {
      for (const { id } of list) remove(id)
    },
  }
}

function uploadOf(file: File, id: number, shown: Map<number, string>): Upload {
  const src = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
  if (src !== null) shown.set(id, src)
  const error = file.size > mostBytes ? 'too_large' : null
  return { id, name: file.name, src, share: 0, attachment: null, error }
}
