import { makeTalkPlan, simulateTalk, type TalkHistory, type TalkMistakes, type TalkPlan } from './talkSimulation.ts'

/** What a schedule broke, a line each. */
export function judgeTalkHistory({ told, committed }: TalkHistory): readonly string[] {
  const rows = (committed.at(-1)?.state ?? []).toSorted((a, b) => a.seq - b.seq)
  const wrong: string[] = []
  for (const { state } of committed) {
    const seqs = state.map(({ seq }) => seq).toSorted((a, b) => a - b)
    if (seqs.some((seq, index) => seq !== index + 1)) wrong.push(`a hole or a double: ${seqs.join()}`)
  }
  if (new Set(rows.map(({ requestId }) => requestId)).size < rows.length) wrong.push('said twice')
  if (rows.some(({ at }, index) => at < (rows[index - 1]?.at ?? at))) wrong.push('times run back')
  for (const { request, said } of told) {
    const row = rows.find(({ _id }) => _id === said.messageId)
    if (row === undefined) wrong.push(`${request} was acknowledged and is not there`)
    else if (row.seq !== said.seq || row.requestId !== request) wrong.push(`${request} was told a wrong number`)
  }
  for (const one of told) {
    const turned = told.find(
      (later) => later.speaker === one.speaker && later.askedAt > one.answeredAt && later.said.seq < one.said.seq,
    )
    if (turned !== undefined && turned.request !== one.request) {
      wrong.push(`${turned.request} stands before ${one.request}`)
    }
  }
  return wrong
}

export interface TalkFailure {
  readonly plan: TalkPlan
  readonly wrong: readonly string[]
}

/** The first schedule that breaks a rule, made as small as it still breaks one; null if none does. */
export async function findTalkFailure(
  [from, to]: readonly [from: number, to: number],
  mistakes?: TalkMistakes,
): Promise<TalkFailure | null> {
  for (let seed = from; seed < to; seed += 1) {
    const plan = makeTalkPlan(seed)
    const wrong = judgeTalkHistory(await simulateTalk(plan, mistakes))
    if (wrong.length > 0) return shrink({ plan, wrong }, mistakes)
  }
  return null
}

async function shrink(failure: TalkFailure, mistakes?: TalkMistakes): Promise<TalkFailure> {
  for (const plan of smaller(failure.plan)) {
    const wrong = judgeTalkHistory(await simulateTalk(plan, mistakes))
    if (wrong.length > 0) return shrink({ plan, wrong }, mistakes)
  }
  return failure
}

function* smaller(plan: TalkPlan): Generator<TalkPlan> {
  for (const speaker of plan.speakers) yield { ...plan, speakers: plan.speakers.filter((one) => one !== speaker) }
  for (const fault of plan.faults) yield { ...plan, faults: plan.faults.filter((one) => one !== fault) }
  for (const incident of plan.incidents) yield { ...plan, incidents: plan.incidents.filter((one) => one !== incident) }
}
