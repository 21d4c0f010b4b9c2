import type { BundleSettler } from '../lane/ports.ts'
import type { BundleStore } from './ports.ts'

/**
 * Says what a bundle came to, and makes sure that it comes to something: past its deadline it is aborted first, and a
 * cancellation of its booking aborts it before.
 *
 * Touches the bundle alone and never a book, so that a lane may wait for it.
 */
export function createSettler(bundles: Pick<BundleStore, 'abort' | 'abortIfLate'>): BundleSettler {
  return {
    async settle(bundleId, why) {
      const { state } = why === 'cancel' ? await bundles.abort(bundleId, null) : await bundles.abortIfLate(bundleId)
      return state
    },
  }
}
