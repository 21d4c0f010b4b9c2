import { type Conversation, conversationOf } from '../../client-sdk/src/conversation.ts'
import { createClient } from '../../client-sdk/src/index.ts'
import { type FakeClock, fakeClock } from '../unit/client-sdk/fakeClock.ts'

const tickMs = 20

/** A device whose time the test can let pass at once. */
export function deviceAt(url: string, token: string, conversationId: string) {
  const clock: FakeClock = fakeClock(Date.now())
  const ticking = setInterval(() => clock.advance(tickMs), tickMs)
  const client = createClient({ url, token: () => token, clock })
  const conversation = conversationOf(client, conversationId)
  const states: (readonly number[])[] = []
  const leave = conversation.subscribe(() => states.push(seqsIn(conversation)))
  return {
    clock,
    conversation,
    states,
    [Symbol.dispose]() {
      leave()
      client.close()
      clearInterval(ticking)
    },
  }
}

export const seqsIn = (conversation: Conversation) => conversation.get().messages.map(({ seq }) => seq)
export const textsIn = (conversation: Conversation) => conversation.get().messages.map(({ text }) => text ?? '')

/** What is wrong with a list: holes, things said twice, one's own words in another order than they were written. */
export function problemsOf(
  seqs: readonly number[],
  texts: readonly string[],
  written: readonly string[],
): readonly string[] {
  const holes = seqs.flatMap((seq, n) => (n > 0 && seq !== (seqs[n - 1] ?? 0) + 1 ? [`hole before ${seq}`] : []))
  const twice = texts.filter((text, n) => texts.indexOf(text) !== n).map((text) => `twice: ${text}`)
  const own = texts.filter((text) => written.includes(text))
  const turned = own.join() === written.join() ? [] : [`order: ${own.join()}`]
  return [...holes, ...twice, ...turned]
}
