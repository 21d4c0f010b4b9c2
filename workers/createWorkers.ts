import { UnrecoverableError, Worker } from 'bullmq'
import { createAlertRows } from '../server/core/alerts/alertRows.ts'
import { AppError } from '../server/core/appError.ts'
import type { Core } from '../server/core/createCore.ts'
import { connected, connectRedis } from '../server/core/infra/redis.ts'
import { createDeliveries } from '../server/core/notices/deliveries.ts'
import { plannedChannels } from '../server/core/notices/plannedChannels.ts'
import { createRelay } from '../server/core/outbox/relay.ts'
import { type JobData, type JobName, jobNames, jobs, queueName, queuePrefix } from '../server/core/queues/jobs.ts'
import { createProducer } from '../server/core/queues/producer.ts'
import { resolvePublicName } from '../server/core/webhooks/reach.ts'
import { createAlertConsumer } from './alerts/alertConsumer.ts'
import { createAlertPost } from './alerts/alertPost.ts'
import { createAlertMails, createAlertPushes, createAlertsInApp } from './alerts/outlets.ts'
import type { WorkerContext } from './context.ts'
import { createEmitter } from './emitter.ts'
import { createExpiryConsumer } from './expiryConsumer.ts'
import { createGuestDetailsConsumer } from './guestDetailsConsumer.ts'
import { handlers } from './handlers.ts'
import { createLedgerConsumer } from './ledgerConsumer.ts'
import { startSweeps } from './lookout.ts'
import { loop } from './loop.ts'
import { createAppOutlet } from './notices/appOutlet.ts'
import { connectMail } from './notices/connectMail.ts'
import { connectPush } from './notices/connectPush.ts'
import { createLetterPost } from './notices/letterPost.ts'
import { createMailOutlet } from './notices/mailOutlet.ts'
import { createNoticeConsumer } from './notices/noticeConsumer.ts'
import { createNotifier } from './notices/notifier.ts'
import { createPushOutlet } from './notices/pushOutlet.ts'
import { sweeps } from './sweeps.ts'
import { createTalkInApp, createTalkMails, createTalkPushes } from './talk/outlets.ts'
import { createTalkPost } from './talk/talkPost.ts'
import { timed } from './timed.ts'
import { watchBooks } from './watchBooks.ts'
import { createCallWebhook } from './webhooks/send.ts'
import { createWebhookConsumer } from './webhooks/webhookConsumer.ts'
import { createWebhookPost } from './webhooks/webhookPost.ts'
import { workFigures } from './workFigures.ts'

/** Between two rounds of the relay: under load a round carries many commits, and the first one still goes at once. */
const gapMs = 100

export interface Workers {
  close(): Promise<void>
}

/**
 * Everything that happens without anybody asking: relay, jobs, sweeps. Any number of these may run at once.
 *
 * @throws ConfigError when the Redis of the queues refuses our user or its password
 */
export async function createWorkers(core: Core): Promise<Workers> {
  const { deps } = core
  const { log, config, metrics } = deps
  const produce = connectRedis(config.redisQueueUrl, 'produce', deps)
  const work = connectRedis(config.redisQueueUrl, 'work', deps)
  await connected(work, 'REDIS_QUEUE_URL', 2000)
  const producer = createProducer(produce, log)
  const emitter = createEmitter(core)
  const ledgered = createDeliveries({
    deliveries: deps.collections.deliveries,
    now: deps.clock.now,
    newId: deps.newId,
  })
  const deliveries = deps.probe?.wrapDeliveries?.(ledgered, deps.collections.deliveries) ?? ledgered
  const mail = connectMail(config)
  const push = await connectPush(config)
  const outlets = [
    ...(mail === null ? [] : [createMailOutlet(deps, mail)]),
    createPushOutlet(deps, push),
    createAppOutlet(deps),
  ]
  const notifiers = outlets.map((outlet) => createNotifier({ deps, deliveries, outlet, random: Math.random }))
  const alertOutlets = [
    ...(mail === null ? [] : [createAlertMails(deps, mail)]),
    ...(push === null ? [] : [createAlertPushes(deps, push)]),
    createAlertsInApp(deps),
  ]
  const alerts = alertOutlets.map((outlet) => createAlertPost({ deps, outlet, random: Math.random }))
  const talkOutlets = [
    ...(mail === null ? [] : [createTalkMails(deps, mail)]),
    ...(push === null ? [] : [createTalkPushes(deps, push)]),
    createTalkInApp(deps),
  ]
  const talk = talkOutlets.map((outlet) => createTalkPost({ deps, outlet, random: Math.random }))
  const letters = mail === null ? null : createLetterPost({ deps, mail, random: Math.random })
  const call = createCallWebhook({ loopback: config.webhookLoopback, resolve: resolvePublicName })
  const webhooks = createWebhookPost({ deps, call, random: Math.random })
  const ctx: WorkerContext = { ...core, notifiers, alerts, letters, webhooks, talk }
  const channels = plannedChannels(config)
  const relay = createRelay(deps, emitter.projected, [
    createLedgerConsumer(core),
    createGuestDetailsConsumer(core),
    createExpiryConsumer(deps, producer, log),
    // After the guest's words: by them it is known who is told.
    createNoticeConsumer({ deps, deliveries, producer, channels }),
    createWebhookConsumer(deps),
    createAlertConsumer({ deps, rows: createAlertRows(deps.collections), channels }),
  ])

  const publishing = loop({ name: 'relay.publish', pauseMs: 1000, gapMs, log, metrics, run: relay.publish })
  const copying = loop({
    name: 'relay.copy',
    pauseMs: 1000,
    gapMs,
    log,
    metrics,
    async run() {
      const copied = await relay.copy()
      if (copied > 0) publishing.wake()
      return copied
    },
  })
  // A commit wakes the relay at once; the pause is for what no change stream told of.
  const stopWatching = watchBooks(deps, copying.wake)
  const sweeping = startSweeps(ctx, deps.probe?.breaks('no-sweep') === true ? [] : sweeps)

  metrics.work(() => workFigures(deps, producer))

  const worker = new Worker(queueName, (job) => handle(ctx, job.name, job.data), {
    connection: work,
    prefix: queuePrefix,
    concurrency: 20,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 1000 },
    lockDuration: 10_000,
    stalledInterval: 5000,
    maxStalledCount: 3,
  })
  worker.on('error', (err) => log.debug({ err }, 'worker'))
  worker.on('failed', (job, err) => log.warn({ err, ...(job !== undefined && { job: job.name }) }, 'job failed'))

  return {
    async close() {
      // First: what is being sent then has an end.
      mail?.close()
      const pushed = push?.close()
      const told = webhooks.close()
      await Promise.all([
        stopWatching(),
        copying.stop(),
        publishing.stop(),
        ...sweeping.map((sweep) => sweep.stop()),
        told,
      ])
      await Promise.race([worker.close(), new Promise((done) => setTimeout(done, 5000).unref())])
      await Promise.race([producer.close(), new Promise((done) => setTimeout(done, 1000).unref())])
      await pushed
      emitter.close()
      work.disconnect()
      produce.disconnect()
    },
  }
}

async function handle(ctx: WorkerContext, name: string, data: unknown): Promise<void> {
  if (!isJob(name)) throw new UnrecoverableError(`no such job: ${name}`)
  try {
    await timed(ctx.deps.metrics, name, () => run(ctx, name, data))
  } catch (error) {
    if (error instanceof AppError && error.toBody().settles) throw new UnrecoverableError(error.code)
    throw error
  }
}

function isJob(name: string): name is JobName {
  return jobNames.some((known) => known === name)
}

async function run<N extends JobName>(ctx: WorkerContext, name: N, data: unknown): Promise<void> {
  const parsed = jobs[name].data.safeParse(data)
  if (!parsed.success) throw new UnrecoverableError(`data does not fit ${name}`)
  await handlers[name](ctx, parsed.data as JobData<N>)
}
