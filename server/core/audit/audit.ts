import { mongo } from 'mongoose'
import { idOf } from '../infra/ids.ts'
import type { Collections } from '../models/collections.ts'
import { type AuditDocument, type AuditRecord, auditKeptMs } from './documents.ts'

export interface Audit {
  /**
   * On record once this answers; called before the answer leaves, so that nothing is done off the record.
   *
   * @param once names what was done, where a request that comes again would record it again
   */
  record(entry: AuditRecord, once?: string): Promise<void>
}

const duplicateKey = 11_000

export function createAudit(deps: {
  readonly audit: Collections['audit']
  readonly now: () => number
  readonly newId: () => string
}): Audit {
  return {
    async record(entry, once) {
      const _id = once === undefined ? deps.newId() : idOf(`${entry.action} ${once}`)
      const at = deps.now()
      const times = { at: new Date(at), expireAt: new Date(at + auditKeptMs) }
      const document: AuditDocument = { _id, ...entry, ...times, waiting: true }
      try {
        await deps.audit.insertOne(document)
      } catch (error) {
        const isThere = error instanceof mongo.MongoServerError && error.code === duplicateKey
        if (once === undefined || !isThere) throw error
      }
    },
  }
}
