import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

/** Timers with nothing around them: at each end, those who follow that night are told of it. What this machine can do. */
const server = createServer()
const io = new Server(server, { transports: ['websocket'] })

io.on('connection', (socket) => {
  socket.on('follow', (night: string, reply: () => void) => {
    void socket.join(night)
    reply()
  })
  socket.on('plan', (night: string, ends: readonly number[], reply: () => void) => {
    for (const end of ends) setTimeout(() => io.to(night).emit('ended', end), end - Date.now())
    reply()
  })
})

server.listen(0, () => {
  process.stdout.write(`"port":${(server.address() as AddressInfo).port},"msg":"hub ready"\n`)
})
process.once('SIGTERM', () => process.exit(0))
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
