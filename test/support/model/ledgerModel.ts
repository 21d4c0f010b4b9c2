import type { LedgerEntry } from '../../../server/core/ledger/entry.ts'
import { judgeEntry } from '../../../server/core/ledger/judgeEntry.ts'
import { type Candidate, isTaken, limitBroken } from '../../../server/core/ledger/limits.ts'
import type { Entering, EnterOutcome, Finding, LedgerStore } from '../../../server/core/ledger/ports.ts'
import { settlePage } from '../../../server/core/ledger/settlePage.ts'
import type { BooksState } from './modelBooks.ts'
import type { ModelServer } from './modelServer.ts'

export type Pages = Readonly<Record<string, readonly LedgerEntry[]>>

export interface LedgerState extends BooksState {
  readonly ledgers: Pages
}

export interface LedgerModelOptions {
  /** Lets every entry in: the mistake a control makes. */
  readonly unfiltered?: boolean
  /** Lets two requests raise one claim at once. */
  readonly unordered?: boolean
}

/** Guests' pages on the model server, as `mongoLedgerStore` has them in MongoDB: each page is written by itself. */
export function modelLedgerStore<S extends LedgerState>(
  server: ModelServer<S>,
  owner: string,
  { unfiltered = false, unordered = false }: LedgerModelOptions = {},
): LedgerStore {
  const change = (change: (pages: Pages) => Pages) =>
    server.write(owner, (state) => {
      const ledgers = change(state.ledgers)
      return [ledgers === state.ledgers ? state : { ...state, ledgers }, undefined]
    })

  async function enterOne(entering: Entering): Promise<EnterOutcome> {
    const { guestKey, entry } = entering
    const isIn = await server.write(owner, (state, now) => {
      const page = state.ledgers[guestKey] ?? []
      const candidate = { ...entry, raises: entry.raises && !unordered, replaces: entering.replaces }
      const isAllowed = mayEnter(page, candidate, { limited: entering.limited && !unfiltered, now })
      if (now >= entry.giveUpAt || !isAllowed) return [state, false]
      const others = page.filter(({ key }) => key !== entry.key)
      return [{ ...state, ledgers: { ...state.ledgers, [guestKey]: [...others, entry] } }, true]
    })
    if (isIn) return { kind: 'entered' }
    return server.readMajority(owner, ({ ledgers }) => {
      const entries = ledgers[guestKey]
      return judgeEntry(entries && { entries, now: server.now() }, entering)
    })
  }

  return {
    enter: (entries) => Promise.all(entries.map(enterOne)),
    remove: async (removals) => {
      for (const { guestKey, key } of removals) {
        await change((pages) => replaced(pages, guestKey, (page) => page.filter((entry) => entry.key !== key)))
      }
    },
    settle: async (findings) => {
      for (const finding of findings) await change((pages) => settled(pages, finding))
    },
    // There a read after this store's own majority write; here one that knows more than that.
    pagesOf: (claim) =>
      server.readLinearizable(owner, ({ ledgers }) => {
        return Object.keys(ledgers).filter((guestKey) => ledgers[guestKey]?.some((entry) => entry.claim === claim))
      }),
    open: (driftMs) =>
      server.readMajority(owner, ({ ledgers }) => {
        const gaveUp = ({ giveUpAt }: LedgerEntry) => giveUpAt !== null && giveUpAt < server.now() - driftMs
        return Object.entries(ledgers).flatMap(([guestKey, page]) =>
          page.filter(gaveUp).map((entry) => ({ guestKey, entry })),
        )
      }),
  }
}

function mayEnter(
  page: readonly LedgerEntry[],
  candidate: Candidate,
  { limited, now }: { readonly limited: boolean; readonly now: number },
): boolean {
  return !isTaken(page, candidate) && (!limited || limitBroken(page, candidate, now) === null)
}

function settled(pages: Pages, finding: Finding): Pages {
  const concerned = Object.keys(pages).filter((key) => pages[key]?.some(({ claim }) => claim === finding.claim))
  return concerned.reduce((all, key) => replaced(all, key, (page) => settlePage(page, finding)), pages)
}

function replaced(
  pages: Pages,
  guestKey: string,
  change: (page: readonly LedgerEntry[]) => readonly LedgerEntry[],
): Pages {
  const page = pages[guestKey]
  return page === undefined ? pages : { ...pages, [guestKey]: change(page) }
}
