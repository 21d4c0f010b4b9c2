import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mongoose from 'mongoose'
import { Server } from 'socket.io'

/**
 * Talk with nothing around it: each message is one insert, and told to whoever is in the room. No session, no limit, no
 * order, no request that is known again, nothing sealed.
 */
const client = await mongoose.mongo.MongoClient.connect(process.env['MONGODB_URI'] ?? '')
const said = client.db().collection('bench_said')
const server = createServer()
const io = new Server(server, { transports: ['websocket'] })
const acknowledged = { writeConcern: { w: 'majority', journal: true } } as const

interface Asked {
  readonly input: { readonly conversationId: string; readonly text: string }
}

io.on('connection', (socket) => {
  socket.on('follow', (conversationId: string, reply: () => void) => {
    void socket.join(conversationId)
    reply()
  })
  socket.on('message.send', ({ input }: Asked, reply: (answer: object) => void) => {
    void said.insertOne({ ...input, at: new Date() }, acknowledged).then(({ insertedId }) => {
      io.to(input.conversationId).emit('message', input)
      reply({ ok: true, data: { messageId: insertedId } })
    })
  })
})

server.listen(0, () => {
  process.stdout.write(`"port":${(server.address() as AddressInfo).port},"msg":"hub ready"\n`)
})
process.once('SIGTERM', () => process.exit(0))
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
