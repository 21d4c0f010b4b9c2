import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { logOf, startChild, waitForLine } from './lib/child.mjs'
import { startDataServers } from './lib/dataServers.mjs'
import { ensureGoogleKeys } from './lib/google/keys.mjs'
import { withoutNpm } from './lib/install.mjs'
import { claimDataFolder } from './lib/instance.mjs'
import { keepRunning } from './lib/keepRunning.mjs'
import { beforeEnd } from './lib/lifetime.mjs'
import { isPortFree } from './lib/ports.mjs'
import { Problem } from './lib/problem.mjs'
import { say } from './lib/progress.mjs'
import { inProject, root } from './lib/project.mjs'

const readyMs = 60_000
const pollMs = 50
const firstPort = 3000
const lastPort = 65_535
/** A hub drains for up to 15 s. */
const drainGraceMs = 20_000
const accounts = ['guest', 'host', 'manager', 'concierge', 'house', 'admin']

/** Two neighbouring ports for the two nodes: the given one and the next, or the first free pair. */
async function choosePorts(given, instance) {
  if (given) return givenPorts(given)
  for (let port = firstPort + 2 * (instance - 1); port < lastPort; port += 2) {
    if ((await isPortFree(port)) && (await isPortFree(port + 1))) return [port, port + 1]
  }
  throw new Problem('no two neighbouring ports are free')
}

async function givenPorts(given) {
  const port = Number(given)
  if (!Number.isInteger(port) || port < 1 || port >= lastPort) {
    throw new Problem(`PORT must be a whole number from 1 to ${lastPort - 1}, not "${given}"`)
  }
  for (const each of [port, port + 1]) if (!(await isPortFree(each))) throw new Problem(portTaken(each))
  return [port, port + 1]
}

const portTaken = (port) =>
  `port ${port} is taken: stop what listens there, or choose another, as in PORT=4000 npm start`

function startNode(name, script, env, folder) {
  return startChild({
    command: process.execPath,
    args: ['--disable-proto=delete', '--enable-source-maps', inProject('dist', ...script)],
    logFile: `${folder}/logs/${name}.log`,
    cwd: root,
    env: { ...env, NODE_NAME: name },
    deathSignal: 'KILL',
  })
}

async function startHub({ name, port, env, folder }) {
  const child = await startNode(name, ['server', 'main.js'], { ...env, PORT: String(port) }, folder)
  const until = Date.now() + readyMs
  while (child.ended === null && Date.now() < until) {
    // Not reachable yet is what one waits for here.
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null)
    if (answer?.ok) return child
    await sleep(pollMs)
  }
  throw await notReady(name, child, port)
}

async function startWorker({ name, env, folder }) {
  const child = await startNode(name, ['workers', 'main.js'], { ...env, HEALTH_PORT: '0' }, folder)
  if (await waitForLine(child, (line) => line.includes('"msg":"worker ready"'), readyMs)) return child
  throw await notReady(name, child)
}

/** Where the demo's mails and pushes go, with a page to look at them; started again it is where it was. */
function createInbox(folder, app) {
  const at = { page: 0, smtp: 0, proxy: 0 }
  const ready = /^inbox ready (\d+) (\d+) (\d+)$/m
  return {
    at,
    async start() {
      const child = await startChild({
        command: process.execPath,
        args: [inProject('scripts', 'inbox.mjs'), folder, app, ...Object.values(at).map(String)],
        logFile: `${folder}/logs/inbox.log`,
        cwd: root,
        env: withoutNpm(process.env),
        deathSignal: 'KILL',
      })
      if (!(await waitForLine(child, (line) => ready.test(line), readyMs))) throw await notReady('inbox', child)
      const [page, smtp, proxy] = ready.exec(logOf(child)).slice(1).map(Number)
      Object.assign(at, { page, smtp, proxy })
      return child
    },
  }
}

/** How hub and worker reach it. What is given is used instead, mails and pushes each for themselves. */
function toldBy(inbox, folder, given) {
  if (inbox === null) return { hub: {}, worker: {} }
  const mail = given.SMTP_URL ? {} : { SMTP_URL: `smtp://127.0.0.1:${inbox.at.smtp}` }
  if (isPushGiven(given)) return { hub: mail, worker: mail }
  const { accountFile, certFile } = ensureGoogleKeys(folder)
  const push = {
    FCM_SERVICE_ACCOUNT_FILE: accountFile,
    HTTPS_PROXY: `http://127.0.0.1:${inbox.at.proxy}`,
    NODE_EXTRA_CA_CERTS: certFile,
  }
  return {
    hub: { ...mail, PUSH_DEVICE_URL: `http://localhost:${inbox.at.page}` },
    worker: { ...mail, ...push },
  }
}

const taken = (given) => [!given.SMTP_URL && 'mails', !isPushGiven(given) && 'pushes'].filter(Boolean).join(' and ')
const isPushGiven = ({ FCM_SERVICE_ACCOUNT_FILE, FCM_WEB_CONFIG }) =>
  Boolean(FCM_SERVICE_ACCOUNT_FILE || FCM_WEB_CONFIG)

async function notReady(name, child, port) {
  const { code, signal } = await child.stop({ asking: 'SIGKILL' })
  const log = logOf(child)
  if (log.includes('EADDRINUSE')) return new Problem(portTaken(port))
  const last = log.split('\n').findLast((line) => line !== '' && !/^\s/.test(line)) // The message, not its stack.
  return new Problem(`${name} did not become ready (${signal ?? `exit ${code}`}): ${last}; its log is ${child.logFile}`)
}

function welcome({ ports, inbox, folder, secretsFile }) {
  const { demoPassword = 'of your SECRETS_FILE' } = JSON.parse(readFileSync(secretsFile, 'utf8'))
  const [one, two] = ports.map((port) => `http://localhost:${port}`)
  return [
    '',
    'Couvert is running.',
    `  node-1  ${one}`,
    `  node-2  ${two}`,
    ...(inbox === null
      ? []
      : [`  inbox   http://localhost:${inbox.at.page} (${taken(process.env)} go there, and nowhere else)`]),
    `  codes   ${one}/dev/outbox (the same letters about accounts, in short)`,
    `  mails   ${one}/dev/mails (every mail in every language, for whoever edits them)`,
    `  data and logs in ${relative(root, folder)}/`,
    '',
    `Demo accounts, all with the password ${demoPassword}`,
    ...accounts.map((name) => `  ${name}@demo.couvert`),
    '',
    `Next: open both nodes side by side and hold a table on one of them; the API is described at ${one}/docs.`,
    'Ctrl-C stops everything; the data stays.',
    '',
  ].join('\n')
}

/** Runs two hub nodes and a worker, with MongoDB and Redis where none are given, until this process is told to end. */
export async function supervise() {
  const claim = await claimDataFolder()
  const { folder } = claim
  const groups = { hubs: [], workers: [], servers: [] }
  beforeEnd(async () => {
    claim.leave()
    for (const group of [groups.hubs, groups.workers, groups.servers]) {
      await Promise.all(group.map((each) => each.stop({ graceMs: drainGraceMs })))
    }
    claim.release()
  })
  const launch = async (group, name, start) => void group.push(await keepRunning(name, start))

  const ports = await choosePorts(process.env.PORT, claim.n)
  say('Starting')
  const data = await startDataServers(folder, process.env, (name, start) => launch(groups.servers, name, start))
  const origins = ports.flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`])
  const isGiven = process.env.SMTP_URL && isPushGiven(process.env)
  const inbox = isGiven ? null : createInbox(folder, `http://localhost:${ports[0]}`)
  if (inbox !== null) await launch(groups.servers, 'inbox', inbox.start)
  const env = {
    ...withoutNpm(process.env),
    NODE_ENV: 'development',
    ...data,
    PUBLIC_ORIGINS: origins.join(),
  }
  const told = toldBy(inbox, folder, process.env)
  const hubEnv = { ...env, ...told.hub }
  const workerEnv = { ...env, ...told.worker }

  // The first node prepares the database and its demo data; the others find it done.
  await launch(groups.hubs, 'node-1', () =>
    startHub({ name: 'node-1', port: ports[0], env: { ...hubEnv, SEED_DEMO: 'true' }, folder }),
  )
  await Promise.all([
    launch(groups.hubs, 'node-2', () => startHub({ name: 'node-2', port: ports[1], env: hubEnv, folder })),
    launch(groups.workers, 'worker-1', () => startWorker({ name: 'worker-1', env: workerEnv, folder })),
  ])
  process.stdout.write(welcome({ ports, inbox, folder, secretsFile: data.SECRETS_FILE }))
}
