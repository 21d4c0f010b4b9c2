import { useState } from 'react'
import type { Attachment } from '../../src/conversation.ts'
import type { Files } from '../../src/files.ts'
import { useCommonWords } from '../common/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { save } from './save.ts'
import { useFile } from './useFile.ts'
import { useTalkWords } from './words.ts'

interface Props {
  readonly attachments: readonly Attachment[]
  readonly open: Files['open']
}

/** What came with a message. A picture has its place before it is there: nothing moves when it comes. */
export function SaidFiles({ attachments, open }: Props) {
  return (
    <ul className="talk-files">
      {attachments.map((attachment) => (
        <li key={attachment.attachmentId}>
          {attachment.kind === 'picture' ? (
            <SaidPicture attachment={attachment} open={open} />
          ) : (
            <FileRow attachment={attachment} open={open} />
          )}
        </li>
      ))}
    </ul>
  )
}

interface OneProps extends Pick<Props, 'open'> {
  readonly attachment: Attachment
}

function SaidPicture({ attachment, open }: OneProps) {
  const w = useTalkWords()
  const [large, setLarge] = useState(false)
  const { name, width, height } = attachment
  const { src, failed } = useFile(open, attachment.attachmentId, 'preview')
  if (failed) return <p className="soft">{w.files.gone(name)}</p>
  return (
    <>
      <button
        type="button"
        className="talk-picture"
        style={{ aspectRatio: `${width ?? 1} / ${height ?? 1}` }}
        aria-label={w.files.enlarge(name)}
        onClick={() => setLarge(true)}
      >
        {src !== null && <img src={src} alt="" />}
      </button>
      {large && <LargePicture attachment={attachment} open={open} onClose={() => setLarge(false)} />}
    </>
  )
}

function LargePicture({ attachment, open, onClose }: OneProps & { readonly onClose: () => void }) {
  const { t } = useCommonWords()
  const w = useTalkWords()
  const { attachmentId, name, width, height } = attachment
  const { src, failed } = useFile(open, attachmentId, 'whole')
  return (
    <Sheet title={name} closeWord={t.close} onClose={onClose}>
      <div className="talk-large" style={{ aspectRatio: `${width ?? 1} / ${height ?? 1}` }}>
        {src !== null && <img src={src} alt={name} />}
      </div>
      {failed && <p role="alert">{w.files.gone(name)}</p>}
      <FileRow attachment={attachment} open={open} />
    </Sheet>
  )
}

function FileRow({ attachment, open }: OneProps) {
  const w = useTalkWords()
  const [failed, setFailed] = useState(false)
  const { attachmentId, name, bytes } = attachment
  const saveIt = () => {
    setFailed(false)
    open(attachmentId).then(
      (file) => save(file, name),
      () => setFailed(true),
    )
  }
  return (
    <>
      <button type="button" className="talk-file" aria-label={w.files.save(name)} onClick={saveIt}>
        <Icon name="share" />
        <span>{name}</span>
        <span className="soft tabular">{sizeOf(bytes)}</span>
      </button>
      {failed && <p role="alert">{w.files.gone(name)}</p>}
    </>
  )
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
