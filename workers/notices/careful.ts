import type { OnItsWay } from '../../server/core/notices/claims.ts'

/**
 * All at once; but what senders were lost with comes last and one by one. It may be what takes them down, and then it
 * takes nothing else along, and is itself given up in the end.
 */
export async function careful<T extends Pick<OnItsWay, 'lost'>>(
  due: readonly T[],
  tell: (one: T) => Promise<void>,
): Promise<void> {
  const isSuspect = ({ lost = 0 }: T) => lost > 0
  await Promise.all(due.filter((one) => !isSuspect(one)).map(tell))
  for (const one of due.filter(isSuspect)) await tell(one)
}
