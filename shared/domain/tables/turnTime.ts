import type { TurnTime } from './settings.ts'

/** Minutes a party stays: the first row that reaches its size; the last row serves every larger party. */
export function turnMinutes(turnTimes: readonly TurnTime[], party: number): number {
  const row = turnTimes.find((turn) => party <= turn.upTo) ?? turnTimes.at(-1)
  if (row === undefined) throw new RangeError('A venue needs at least one turn time.')
  return row.minutes
}
