/** Drawn on 16 by 16, by lines of 1.5; `*` before a path fills it. */
const paths = {
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm3.3 7.8 3.2 3.2',
  ticket: 'M2 4.5h12v2.2a1.5 1.5 0 0 0 0 2.6v2.2H2V9.3a1.5 1.5 0 0 0 0-2.6V4.5Zm7.5 0v7',
  bell: 'M3.5 11.5h9c-.9-.9-1.2-2-1.2-4.3a3.3 3.3 0 0 0-6.6 0c0 2.3-.3 3.4-1.2 4.3Zm3 1.8a1.6 1.6 0 0 0 3 0M8 3.7V2.4',
  person: 'M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8Zm-5.5 6c.6-2.6 2.7-4 5.5-4s4.9 1.4 5.5 4',
  pin: 'M8 14.2S3.2 10 3.2 6.4a4.8 4.8 0 0 1 9.6 0C12.8 10 8 14.2 8 14.2Zm0-6.1a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  phone:
    'M3 2.8h2.6l1.1 3-1.5 1.2a8.4 8.4 0 0 0 3.8 3.8l1.2-1.5 3 1.1V13a1 1 0 0 1-1 1A10.6 10.6 0 0 1 2 3.8a1 1 0 0 1 1-1Z',
  globe:
    'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM2 8h12M8 2c1.8 1.7 2.6 3.7 2.6 6S9.8 12.3 8 14c-1.8-1.7-2.6-3.7-2.6-6S6.2 3.7 8 2Z',
  calendar: 'M2.5 4h11v9.5h-11V4Zm0 3h11M5.5 2.5V5m5-2.5V5',
  share: 'M8 10V2.5m0 0L5.2 5.3M8 2.5l2.8 2.8M4.5 7.5H3v6h10v-6h-1.5',
  link: 'M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.9.9m1.5 2.2a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.9-.9',
  clock: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 2.8V8l2.3 1.6',
  check: 'm3 8.5 3.3 3.3L13 4.7',
  plus: 'M8 3v10M3 8h10',
  cross: 'm4 4 8 8m0-8-8 8',
  left: 'M10 3 5 8l5 5',
  right: 'm6 3 5 5-5 5',
  info: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 5.2v3.6M8 5.1v.2',
  warn: 'M8 2.5 14.5 13.5h-13L8 2.5Zm0 4.3v3.2m0 1.7v.2',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1.5v1.3m0 10.4v1.3M1.5 8h1.3m10.4 0h1.3M3.4 3.4l.9.9m7.4 7.4.9.9m0-9.2-.9.9m-7.4 7.4-.9.9',
  moon: 'M13.3 9.7A5.7 5.7 0 0 1 6.3 2.7a5.7 5.7 0 1 0 7 7Z',
  auto: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z*M8 2a6 6 0 0 1 0 12V2Z',
  star: '*M8 1.6 9.9 5.8l4.5.5-3.4 3 1 4.5L8 11.5l-4 2.3 1-4.5-3.4-3 4.5-.5L8 1.6Z',
  dish: 'M2 11.5h12M3.3 11.5a4.7 4.7 0 0 1 9.4 0M8 6.8V5.5m-1 0h2',
  circle: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z',
  dot: '*M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
  quarter: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z*M8 3.2A4.8 4.8 0 0 1 12.8 8H8V3.2Z',
  half: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z*M8 3.2a4.8 4.8 0 0 1 0 9.6V3.2Z',
  diamond: '*M8 2.6 13.4 8 8 13.4 2.6 8 8 2.6Z',
  dash: 'M4 8h8',
} as const

export type IconName = keyof typeof paths

/** A sign beside a word, never instead of one: hidden from who listens. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const [lines = '', filled] = paths[name].split('*')
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {lines !== '' && (
        <path
          d={lines}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      )}
      {filled !== undefined && <path d={filled} fill="currentColor" />}
    </svg>
  )
}
