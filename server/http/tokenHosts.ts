import type { Config } from '../core/config.ts'

/** What the provider's library asks for a device token. */
const firebase = ['https://firebaseinstallations.googleapis.com', 'https://fcmregistrations.googleapis.com']

/** Where the app may ask for a device token, beside us. */
export function tokenHosts({ webPush }: Pick<Config, 'webPush'>): readonly string[] {
  if (webPush === null) return []
  return webPush.via === 'firebase' ? firebase : [webPush.url]
}
