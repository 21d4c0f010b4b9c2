import { useState } from 'react'

interface Props {
  /** Null where there is none: its place is kept, with the first letter of the name. */
  readonly picture: {
    readonly src: string
    readonly width: number
    readonly height: number
    readonly alt: string
  } | null
  readonly name: string
  /** How wide it is shown, as in `img`. */
  readonly sizes: string
  /** Seen first: asked for at once. @default false */
  readonly first?: boolean
  /** Says the same as words beside it: not read out. @default false */
  readonly silent?: boolean
}

const widths = [320, 640, 1280]

/** Fills its place, whose shape the style gives: nothing jumps when it has come, or does not come. */
export function Picture({ picture, name, sizes, first = false, silent = false }: Props) {
  const [failed, setFailed] = useState(false)
  if (picture === null || failed) {
    return (
      <div className="picture none" aria-hidden="true">
        <span className="serif">{[...name][0]}</span>
      </div>
    )
  }
  const { src, width, height, alt } = picture
  return (
    <div className="picture">
      <img
        src={`${src}?w=640`}
        srcSet={widths.map((w) => `${src}?w=${w} ${w}w`).join()}
        sizes={sizes}
        width={width}
        height={height}
        alt={silent ? '' : alt}
        loading={first ? 'eager' : 'lazy'}
        fetchPriority={first ? 'high' : 'auto'}
        decoding="async"
        onError={() => setFailed(true)}
      />
    </div>
  )
}
