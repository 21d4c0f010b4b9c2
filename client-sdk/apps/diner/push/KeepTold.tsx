import { useEffect } from 'react'
import { useClient, useSession } from '../../../src/react.ts'
import { useWords } from '../words.ts'
import { usePushDevice } from './device.ts'
import { permission } from './permission.ts'
import { tokenSource } from './source.ts'

/** Shows nothing. While somebody is told here: a token may have changed since, and notices speak the app's language. */
export function KeepTold() {
  const { language } = useWords()
  const { actor } = useSession()
  const { call } = useClient()
  const device = usePushDevice()

  useEffect(() => {
    let over = false
    let end = () => {}
    async function keep(): Promise<void> {
      if (permission() !== 'granted') return device.off()
      const { source } = await call('push.source', {})
      if (source === null || over) return
      const from = await tokenSource(source)
      const token = await from.token()
      if (over) return
      await device.on({ token, platform: 'web', language })
      if (!over) end = from.listen(token)
    }
    // Where it fails the last token counts, and the next start tries again.
    keep().catch(() => undefined)
    return () => {
      over = true
      end()
    }
  }, [call, device, actor, language])
  return null
}
