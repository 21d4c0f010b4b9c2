import { deviceStore } from '../../../src/index.ts'

/** What one chose for this device: language, light or dark. */
export const preferences = deviceStore()
