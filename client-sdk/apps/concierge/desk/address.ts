/** Where one is at work, as the address says; null: it does not say. */
export interface Address {
  readonly deskId: string | null
  readonly conversationId: string | null
}

const shape = /^\/desk\/at\/([^/]+)(?:\/([^/]+))?$/

export function addressIn(path: string): Address {
  const [, deskId = null, conversationId = null] = shape.exec(path) ?? []
  return { deskId, conversationId }
}

/** Says it there, so that the page loads again where one was, and a colleague can be shown the way. */
export function showAddress(deskId: string, conversationId: string | null): void {
  const path = conversationId === null ? '/desk' : `/desk/at/${deskId}/${conversationId}`
  if (path !== location.pathname) history.replaceState(null, '', path + location.search)
}
