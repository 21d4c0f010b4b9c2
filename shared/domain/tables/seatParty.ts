import { earliestExpiry } from '../book/deadlines.ts'
import { mergeGuards, noGuards } from '../book/guards.ts'
import type { Claim, Guards, Placement, PlaceResult, Reason, Want } from '../book/types.ts'
import { endOf } from './admission.ts'
import type { Engine } from './engine.ts'
import { firstFree, freeTables } from './fit.ts'
import { type Night, reachOf, type Seating } from './night.ts'
import { keeps, type Option, type Promised } from './options.ts'
import { repack, repackGuards } from './repack.ts'
import type { TableTerms } from './settings.ts'
import type { Plan } from './sweep.ts'

const minuteMs = 60_000

/** A want among the claims of its night. */
export interface Asking {
  readonly engine: Engine
  readonly night: Night
  readonly claims: readonly Claim[]
  readonly want: Want
  readonly party: Seating
}

/** What a want will be promised. Staff's override sets the oversize cap aside. */
function promisedTo({ settings }: Engine, want: Want): Promised {
  const { party, channel, area = null, override } = want
  return { party, channel, area, oversizeCap: override === true ? null : settings.oversizeCap }
}

/** The party that asks, as a seating without tables. */
export function askingSeating(engine: Engine, want: Want): Seating {
  const { start, party, channel } = want
  const options = engine.room.optionsFor(promisedTo(engine, want))
  return {
    id: '',
    start,
    end: endOf(engine, want),
    party,
    channel,
    tables: [],
    options,
    reach: reachOf(options),
    locksAt: null,
    expiresAt: null,
    counts: true,
  }
}

function refused(reason: Reason, guards: Guards = noGuards): PlaceResult {
  return { ok: false, reason, guards }
}

function placed({ engine, want, party }: Asking, unitIds: readonly string[], moves: Placement['moves']): Placement {
  const { start, end } = party
  const { area, oversizeCap } = promisedTo(engine, want)
  const terms: TableTerms = {
    kind: 'table',
    area,
    channel: want.channel,
    oversizeCap,
    turnMinutes: (end - start) / minuteMs,
  }
  return { unitIds, start, end, terms, moves }
}

/** Free as things stand, else free once others have moved. */
export function seatParty(asking: Asking): PlaceResult {
  const { engine, night, party } = asking
  const free = firstFree(party.options, freeTables(night, party))
  if (free !== undefined) return { ok: true, placement: placed(asking, free.unitIds, []), guards: noGuards }
  if (!engine.settings.repacking || party.options.length === 0) return whyFull(asking, noGuards)
  const repacking = repack(engine, night, party)
  const guards = repackGuards(night, repacking)
  const { plan } = repacking
  return plan === null ? whyFull(asking, guards) : { ok: true, placement: byPlan(asking, plan), guards }
}

function byPlan(asking: Asking, plan: Plan): Placement {
  const moves = [...plan].filter(([seating]) => seating !== asking.party)
  moves.sort(([a], [b]) => (a.id < b.id ? -1 : 1))
  const unitIds = plan.get(asking.party)?.unitIds ?? []
  return placed(
    asking,
    unitIds,
    moves.map(([{ id }, option]) => ({ claimId: id, unitIds: option.unitIds })),
  )
}

function whyFull({ engine, night, claims, want, party }: Asking, guards: Guards): PlaceResult {
  const anybodys = engine.room.optionsFor({ ...promisedTo(engine, want), channel: null })
  if (anybodys.length === 0) return refused('no_table_fits')
  if (party.options.length === 0) return refused('private_stock')
  if (firstFree(anybodys, freeTables(night, party)) !== undefined) {
    return refused('private_stock', mergeGuards(guards, { notBefore: null, before: earliestExpiry(claims) }))
  }
  const lasting = freeTables(night, party, (other) => other.expiresAt !== null)
  return refused(firstFree(party.options, lasting) === undefined ? 'taken' : 'held', guards)
}

/** Staff's pick: these units and no others, and nobody is moved out of their way unasked. */
export function seatAtPick(asking: Asking, unitIds: readonly string[]): PlaceResult {
  const { engine, night, want, party } = asking
  const { room } = engine
  const ids = [...new Set(unitIds)].sort()
  const tables = ids.map((id) => room.indexOf.get(id)).filter((table) => table !== undefined)
  if (tables.length < ids.length || tables.length === 0) return refused('unknown_unit')
  const option = room.options.find((it) => it.unitIds.join() === ids.join())
  const unfit = want.override === true ? null : whyUnfit(option, promisedTo(engine, want))
  if (unfit !== null) return refused(unfit)
  const pick = [{ tables }]
  if (firstFree(pick, freeTables(night, party))) {
    return { ok: true, placement: placed(asking, ids, []), guards: noGuards }
  }
  const lasting = freeTables(night, party, (other) => other.expiresAt !== null)
  return refused(firstFree(pick, lasting) === undefined ? 'taken' : 'held')
}

function whyUnfit(option: Option | undefined, promised: Promised): Reason | null {
  if (option === undefined) return 'no_table_fits'
  if (promised.party < option.minParty) return 'party_too_small'
  if (promised.party > option.maxParty) return 'party_too_large'
  if (!keeps(option, { ...promised, channel: null })) return 'no_table_fits'
  return keeps(option, promised) ? null : 'private_stock'
}
