import { useSyncExternalStore } from 'react'

/** What the browser says to notices from here; null where it cannot show any. */
export function permission(): NotificationPermission | null {
  const can = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  return can ? Notification.permission : null
}

export function usePermission(): NotificationPermission | null {
  return useSyncExternalStore(follow, permission)
}

/** Asks, where that was not answered before. Only right after a tap: browsers take nothing else. */
export async function askPermission(): Promise<NotificationPermission> {
  return Notification.requestPermission()
}

/** It is given and taken in the browser's own settings, from which one comes back. */
function follow(changed: () => void): () => void {
  let end = () => {}
  let over = false
  document.addEventListener('visibilitychange', changed)
  // Some browsers know no such name.
  const asked = navigator.permissions?.query({ name: 'notifications' }).catch(() => null)
  void asked?.then((status) => {
    if (over) return
    status?.addEventListener('change', changed)
    end = () => status?.removeEventListener('change', changed)
  })
  return () => {
    over = true
    end()
    document.removeEventListener('visibilitychange', changed)
  }
}
