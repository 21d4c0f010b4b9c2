import { createContext, useContext, useSyncExternalStore } from 'react'
import type { PushDevice } from '../../../src/index.ts'
import { useSession } from '../../../src/react.ts'

export const DeviceContext = createContext<PushDevice | null>(null)

export function usePushDevice(): PushDevice {
  const device = useContext(DeviceContext)
  if (device === null) throw new Error('usePushDevice needs a DeviceContext above it')
  return device
}

/** Whether whoever speaks now said that they are told here. */
export function useIsTold(): boolean {
  const device = usePushDevice()
  useSession()
  return useSyncExternalStore(device.subscribe, device.isOn)
}
