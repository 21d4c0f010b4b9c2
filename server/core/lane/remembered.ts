import type { EventRecord, Remembered, RequestOf } from './ports.ts'

/** The key an answer is remembered under. An actor's key has no line break in it. */
export function rememberedKey({ actor, requestId }: RequestOf): string {
  return `${actor}\n${requestId}`
}

/** The answer that an event carries, if it carries one. */
export function rememberedIn({
  actor,
  requestId,
  bodyHash,
  version,
  answer,
  event,
}: EventRecord): readonly Remembered[] {
  if (requestId === null || answer === null) return []
  const claim = answer === 'claim' && 'claim' in event ? event.claim : null
  return [{ actor, requestId, bodyHash, version, claim }]
}
