import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mongoose from 'mongoose'
import { Server } from 'socket.io'

/**
 * The same drop as most would write it: sockets, and one `findOneAndUpdate` per request that takes a place if one is
 * left. Nothing else is done: no session, no limits, no events.
 */
const client = await mongoose.mongo.MongoClient.connect(process.env['MONGODB_URI'] ?? '')
const sales = client.db().collection<{ _id: string; left: number; winners: string[] }>('bench_sales')
const server = createServer()
const io = new Server(server, { transports: ['websocket'] })
const acknowledged = { writeConcern: { w: 'majority', journal: true } } as const

io.on('connection', (socket) => {
  socket.on('hold.create', ({ input, requestId }: Asked, reply: (answer: object) => void) => {
    void take(input, requestId).then((ok) => reply(ok ? { ok } : { ok, error: { code: 'taken' } }))
  })
})

interface Asked {
  readonly input: { readonly sale: string; readonly places: number }
  readonly requestId: string
}

async function take({ sale, places }: Asked['input'], requestId: string): Promise<boolean> {
  const first = { $setOnInsert: { left: places, winners: [] } }
  await (made.get(sale) ??
    remember(
      sale,
      sales.updateOne({ _id: sale }, first, { upsert: true, ...acknowledged }).catch(() => undefined),
    ))
  const found = await sales.findOneAndUpdate(
    { _id: sale, left: { $gt: 0 } },
    { $inc: { left: -1 }, $push: { winners: requestId } },
    acknowledged,
  )
  return found !== null
}

const made = new Map<string, Promise<unknown>>()

function remember(sale: string, making: Promise<unknown>): Promise<unknown> {
  made.set(sale, making)
  return making
}

server.listen(0, () => {
  process.stdout.write(`"port":${(server.address() as AddressInfo).port},"msg":"hub ready"\n`)
})
process.once('SIGTERM', () => process.exit(0))
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
