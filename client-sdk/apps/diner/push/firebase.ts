import { initializeApp } from '@firebase/app'
import { deleteToken, getMessaging, getToken } from '@firebase/messaging'
import { ownWorker, type Sources, type TokenSource } from './token.ts'

/** Firebase Cloud Messaging: it subscribes our own service worker at the browser's push service, and names it by a token. */
export function firebaseSource({ via: _, vapidKey, ...config }: Extract<Sources, { via: 'firebase' }>): TokenSource {
  // Of the same name and settings it is the same one again.
  const messaging = getMessaging(initializeApp(config, 'couvert'))
  return {
    // The service worker shows what comes, and Firebase's own would be a second one.
    token: async () => getToken(messaging, { vapidKey, serviceWorkerRegistration: await ownWorker() }),
    drop: async () => void (await deleteToken(messaging)),
    // Pushes reach the service worker by themselves.
    listen: () => () => undefined,
  }
}
