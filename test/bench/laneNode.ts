import { type Heart, staffCommands, startHeart } from './commands.ts'
import { runRounds } from './rounds.ts'

/** One node's heart in a process of its own, told to work for a while. */
export interface ToNode {
  readonly venueId: string
  /** Of the book. */
  readonly date: string
  readonly inFlight: number
  readonly sliceMs: number
}

export interface FromNode {
  readonly perSecond: number
  /** Writes sent to the book, and those that landed. */
  readonly sent: number
  readonly committed: number
}

const [mongoUri = '', redisUrl = ''] = process.argv.slice(2)
let [sent, committed] = [0, 0]
const heart: Heart = await startHeart({
  mongoUri,
  redisUrl,
  probe: {
    at: (point) => void (point === 'K2.sent' ? (sent += 1) : point === 'K3.committed' && (committed += 1)),
    breaks: () => false,
  },
})

process.on('message', ({ venueId, date, inFlight, sliceMs }: ToNode) => {
  const staff = staffCommands(heart, venueId, () => date)
  ;[sent, committed] = [0, 0]
  void runRounds([staff], { inFlight, rounds: 1, sliceMs, warmMs: sliceMs }).then((slices) => {
    const [slice] = slices.get(staff.name) ?? []
    process.send?.({ perSecond: slice?.perSecond ?? 0, sent, committed } satisfies FromNode)
  })
})
process.once('disconnect', () => process.exit(0))
process.send?.('ready')
