/** What a browser is asked to show, and where a tap on it leads. */
export interface Shown {
  readonly title: string
  readonly options: NotificationOptions & { readonly data: { readonly path: string } }
}

/** Where somebody looks who is told nothing that can be read. */
const elsewhere = '/notices'

/**
 * A message as Firebase Cloud Messaging brings it to a browser: what to show in `notification`, what is ours in `data`.
 * A push that shows nothing makes browsers speak in our name, so whatever comes leads to something.
 */
export function shownFor(message: unknown): Shown {
  const { notification, data } = fields(message)
  const { title, body, tag, lang } = fields(notification)
  return {
    title: text(title) ?? 'Couvert',
    options: {
      icon: '/icon-192.png',
      data: { path: ownPath(fields(data)['path']) },
      ...given('body', body),
      // What comes twice takes its own place, without a sound.
      ...given('tag', tag),
      ...given('lang', lang),
    },
  }
}

/** A page of ours; an address of somebody else's never. */
export function ownPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[\w/-]*$/.test(path) ? path : elsewhere
}

function given<K extends string>(name: K, value: unknown): { readonly [name in K]?: string } {
  const is = text(value)
  return is === null ? {} : ({ [name]: is } as { readonly [name in K]: string })
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
