import { preferences } from '../../common/preferences.ts'
import { ownWorker, type TokenSource } from './token.ts'

const storeKey = 'couvert.push.local'

/**
 * The stand-in of `npm start`: hands out tokens in Firebase's place. What is pushed to one of them comes over a connection
 * of the page, and then goes the way of every push, through the service worker.
 */
export function localSource(url: string): TokenSource {
  const at = (token: string) => `${url}/devices/${encodeURIComponent(token)}`
  return {
    async token() {
      const answer = await fetch(`${url}/devices`, { method: 'POST', body: preferences.getItem(storeKey) ?? '' })
      if (!answer.ok) throw new Error(`the local push device answered ${answer.status}`)
      const token = await answer.text()
      preferences.setItem(storeKey, token)
      return token
    },
    async drop() {
      const token = preferences.getItem(storeKey)
      preferences.removeItem(storeKey)
      if (token !== null) await fetch(`${at(token)}/drop`, { method: 'POST' })
    },
    listen(token) {
      const pushes = new EventSource(`${at(token)}/pushes`)
      pushes.addEventListener('message', ({ data }) => void pass(data as string))
      return () => pushes.close()
    },
  }
}

async function pass(text: string): Promise<void> {
  const { active } = await ownWorker()
  active?.postMessage({ push: JSON.parse(text) as unknown })
}
