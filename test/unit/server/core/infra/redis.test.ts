import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createMetrics } from '../../../../../server/core/infra/metrics.ts'
import { connectRedis } from '../../../../../server/core/infra/redis.ts'

test('a subscription that never got through ends with its connection, and ends no process', async () => {
  // Whoever connects is heard and never answered.
  const server = createServer((socket) => socket.resume())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', note)
  const parts = { log: pino({ level: 'silent' }), metrics: createMetrics() }
  const redis = connectRedis(`redis://127.0.0.1:${port}`, 'subscribe', parts)
  // As the adapter does: nobody waits for either.
  void redis.psubscribe('channel*')
  void redis.subscribe('one', 'other')
  await once(redis, 'connect')
  redis.disconnect()
  await once(redis, 'end')
  await sleep(20)
  process.off('unhandledRejection', note)
  server.close()
  expect(unhandled).toEqual([])
})
