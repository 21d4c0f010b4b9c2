import type { Collections } from '../../../server/core/models/collections.ts'
import type { Deliveries } from '../../../server/core/notices/deliveries.ts'

/** What it would be like if nobody claimed a notice before calling a provider. */
export function unclaimed<D extends object>(deliveries: D, collection: object): D {
  const rows = collection as Collections['deliveries']
  const broken: Pick<Deliveries, 'claim' | 'sending' | 'settle'> = {
    async claim(_id) {
      const row = await rows.findOne({ _id, dueAt: { $exists: true } })
      return row === null ? null : { ...row, token: 'nobody' }
    },
    sending: (_claimed, send) => send(),
    async settle({ _id }, settled) {
      await rows.updateOne({ _id }, { $set: { ...settled, endedAt: new Date() }, $unset: { dueAt: 1 } })
      return true
    },
  }
  return { ...deliveries, ...broken }
}
