import type { ConversationDocument, MessageDocument } from '../talk/documents.ts'
import { type Material, most, type Shown } from './conversationState.ts'

/**
 * What is known of one watched conversation without asking the database: what was read last, and what this process has
 * written since. It is only ever as good as what it heard; the beacon finds out what it did not.
 */
export class AtHand {
  #material: Material | null = null
  #row: ConversationDocument | null = null
  #said: readonly MessageDocument[] = []

  said(message: MessageDocument): void {
    this.#said = [...this.#said, message]
  }

  counted(row: ConversationDocument): void {
    this.#row = newer(row, this.#row)
  }

  /** What was read, with what is newer here. */
  take(read: Material | null): Material | null {
    const top = read?.newest[0]?.seq ?? 0
    // A reading may have begun before they were said, and then does not have them.
    this.#said = this.#said.filter(({ seq }) => seq > top)
    this.#material = read && { ...read, row: newer(read.row, this.#row) }
    return this.#material
  }

  /** Null: something is missing, and it has to be read. */
  advance(present: (message: MessageDocument) => Shown): Material | null {
    if (this.#material === null) return null
    const next = this.#said.toSorted((a, b) => a.seq - b.seq)
    const top = this.#material.newest[0]?.seq ?? 0
    if (next.some(({ seq }, index) => seq !== top + 1 + index)) return null
    const newest = [...next.map(present).toReversed(), ...this.#material.newest].slice(0, most)
    return this.take({ ...this.#material, newest })
  }
}

function newer(one: ConversationDocument, other: ConversationDocument | null): ConversationDocument {
  return other !== null && other.version > one.version ? other : one
}
