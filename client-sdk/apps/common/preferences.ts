import { deviceStore, memoryStore, type Store } from '../../src/index.ts'

/** What one chose for this device: language, light or dark. */
export const preferences = deviceStore()

/** What holds for this tab, over a reload too. */
export const visit: Pick<Store, 'getItem' | 'setItem'> = tabStore()

function tabStore() {
  try {
    return window.sessionStorage
  } catch {
    // Storage is switched off: it holds until the page is left.
    return memoryStore()
  }
}
