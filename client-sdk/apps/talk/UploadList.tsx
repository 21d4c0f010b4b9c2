import { useCommonWords } from '../common/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { TalkWords } from './messages.ts'
import type { Upload, Uploads } from './useUploads.ts'
import { useTalkWords } from './words.ts'

/** What is attached to the message that is being written, and how far each has come. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  const w = useTalkWords()
  if (uploads.list.length === 0) return null
  return (
    <ul className="talk-uploads" aria-label={w.files.attached}>
      {uploads.list.map((upload) => (
        <OneUpload key={upload.id} upload={upload} onRemove={() => uploads.remove(upload.id)} />
      ))}
      {uploads.tooMany && (
        <li className="talk-over" role="alert">
          {w.files.tooMany}
        </li>
      )}
    </ul>
  )
}

function OneUpload({ upload, onRemove }: { readonly upload: Upload; readonly onRemove: () => void }) {
  const { t } = useCommonWords()
  const w = useTalkWords()
  const { name, src, share, attachment, error } = upload
  return (
    <li className={error === null ? 'talk-upload' : 'talk-upload refused'}>
      {src === null ? <span className="talk-upload-sign">PDF</span> : <img src={src} alt="" width={48} height={48} />}
      <span className="talk-upload-name">
        <span>{name}</span>
        {error !== null && <span role="alert">{troubleOf(error, w, t.errors)}</span>}
        {error === null && attachment === null && <progress max={1} value={share} aria-label={w.marks.sending} />}
      </span>
      <button type="button" className="talk-more" aria-label={w.files.remove(name)} onClick={onRemove}>
        <Icon name="cross" />
      </button>
    </li>
  )
}

function troubleOf(
  error: NonNullable<Upload['error']>,
  { files }: TalkWords,
  others: ReturnType<typeof useCommonWords>['t']['errors'],
): string {
  if (error === 'too_large' || error.code === 'payload_too_large') return files.tooLarge
  if (error.code === 'invalid_input') return files.notTaken
  return error.code === 'no_answer' ? files.noConnection : others[error.code]
}
