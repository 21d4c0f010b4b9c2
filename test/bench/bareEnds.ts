import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { defaultHz } from '../support/servers.ts'

/**
 * Ends with nothing around them: at each, those who follow that night are told of it, by a timer, which is what this
 * machine can do, or by a delayed job of a queue as it comes.
 */
const name = 'bare-ends'
const connection = new Redis(process.env['REDIS_URL'] ?? '', { maxRetriesPerRequest: null })
const queue = new Queue<End>(name, { connection })
const worker = new Worker<End>(name, ({ data: { night, end } }) => Promise.resolve(tell(night, end)), {
  connection,
  concurrency: 50,
})
// Redis is away now and then.
connection.on('error', () => undefined)
queue.on('error', () => undefined)
worker.on('error', () => undefined)

interface End {
  readonly night: string
  readonly end: number
}

const server = createServer()
const io = new Server(server, { transports: ['websocket'] })

io.on('connection', (socket) => {
  socket.on('follow', (night: string, reply: () => void) => {
    void socket.join(night)
    reply()
  })
  socket.on('timers', (night: string, ends: readonly number[], reply: () => void) => {
    for (const end of ends) setTimeout(() => tell(night, end), end - Date.now())
    reply()
  })
  socket.on('jobs', (night: string, ends: readonly number[], reply: () => void) => {
    const jobs = ends.map((end) => ({ name: 'end', data: { night, end }, opts: { delay: end - Date.now() } }))
    // Until Redis starts anew.
    const asItComes = connection.config('SET', 'hz', defaultHz)
    void asItComes.then(() => queue.addBulk(jobs)).then(reply)
  })
})

function tell(night: string, end: number): void {
  io.to(night).emit('ended', end)
}

server.listen(0, () => {
  process.stdout.write(`"port":${(server.address() as AddressInfo).port},"msg":"hub ready"\n`)
})
process.once('SIGTERM', () => process.exit(0))
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
