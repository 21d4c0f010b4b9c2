import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, inject, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { ensureSecrets } from '../../scripts/lib/servers.mjs'
import { configVariables, loadConfig } from '../../server/core/config.ts'
import { startHub } from '../../server/startHub.ts'
import { startWorker } from '../../workers/startWorker.ts'
import { composeSchema } from './composeSchema.ts'
import { type Deployment, kustomizationSchema, type Manifest, manifestSchema } from './kubernetesSchema.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const drainSeconds = 15

/** Anchors begin with `x-`; what they carry is checked where it is used. */
function readCompose(): Record<string, unknown> {
  const document = parse(read('docker-compose.yml'), { merge: true }) as Record<string, unknown>
  return Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith('x-')))
}

const compose = composeSchema.parse(readCompose())
const kustomization = kustomizationSchema.parse(parse(read('k8s/kustomization.yaml')))
const documents = kustomization.resources.flatMap((file) =>
  parseAllDocuments(read(`k8s/${file}`)).map((each) => each.toJS() as unknown),
)
const manifests = documents.map((each) => manifestSchema.parse(each))

function ofKind<Kind extends Manifest['kind']>(kind: Kind) {
  return manifests.filter((each): each is Extract<Manifest, { kind: Kind }> => each.kind === kind)
}

const deployments = ofKind('Deployment')
const configMap = ofKind('ConfigMap')[0]?.data ?? {}
const ownServices = Object.entries(compose.services).filter(([, { image }]) => image === 'couvert')

const folder = mkdtempSync(join(tmpdir(), 'couvert-manifests-'))
const secretsFile = join(folder, 'secrets.json')
ensureSecrets(secretsFile, { demo: true })
const blobStore = { accessKeyId: 'secret', secretAccessKey: 'that only the bucket knows' }
const made = JSON.parse(readFileSync(secretsFile, 'utf8')) as object
writeFileSync(secretsFile, JSON.stringify({ ...made, blobStore }))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the container of a deployment finds in its environment; secrets are stood in for. */
function environmentOf({ spec }: Deployment): Record<string, string> {
  const standIns = {
    MONGODB_URI: 'mongodb://secret',
    REDIS_URL: 'redis://secret',
    REDIS_QUEUE_URL: 'redis://secret',
    SMTP_URL: 'smtps://secret',
    MAIL_FROM: 'tables@example.com',
  }
  const [container] = spec.template.spec.containers
  const named = container.env.map(({ name }) => [name, { ...standIns, NODE_NAME: 'pod' }[name] ?? ''])
  return { ...configMap, ...Object.fromEntries(named) }
}

const environments: [string, Readonly<Record<string, string>>][] = [
  ...ownServices.map(([name, { environment = {} }]): [string, Record<string, string>] => [
    `compose ${name}`,
    environment,
  ]),
  ...deployments.map((each): [string, Record<string, string>] => [`k8s ${each.metadata.name}`, environmentOf(each)]),
]

test('no process of ours lets anybody near a prototype, and no database of ours runs scripts', () => {
  const commands = [
    ...ownServices.map(([, { command }]) => command ?? []),
    ...deployments.map(({ spec }) => spec.template.spec.containers[0].command),
  ]
  expect(commands.length).toBeGreaterThan(3)
  for (const command of commands) expect(command).toContain('--disable-proto=delete')
  const databases = Object.values(compose.services).filter(({ command }) => command?.[0] === 'mongod')
  expect(databases).toHaveLength(3)
  for (const { command } of databases) expect(command).toContain('--noscripting')
})

test('every process of ours is in both: nodes and workers', () => {
  expect(ownServices.map(([name]) => name)).toEqual(['node-1', 'node-2', 'worker-1'])
  expect(deployments.map((each) => each.metadata.name)).toEqual(['hub', 'worker'])
})

test.each(environments)(
  '%s sets only variables that the configuration knows, and starts with them',
  (_, environment) => {
    expect(Object.keys(environment).filter((name) => !configVariables.includes(name))).toEqual([])
    expect(loadConfig({ ...environment, SECRETS_FILE: secretsFile }).env).toBe('production')
  },
)

test('the kustomization names every manifest that lies beside it', () => {
  const files = readdirSync(join(root, 'k8s')).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
  expect([...kustomization.resources].sort()).toEqual(files.sort())
})

test('container ports are those on which the code listens', () => {
  const ports = Object.fromEntries(
    deployments.map((each) => [each.metadata.name, each.spec.template.spec.containers[0].ports[0].containerPort]),
  )
  const config = loadConfig({ ...environments.at(-1)?.[1], SECRETS_FILE: secretsFile })
  expect(ports).toEqual({ hub: config.port, worker: config.healthPort })
})

test('paths and ports of all probes answer on a running hub and worker', async () => {
  const env = {
    NODE_ENV: 'test',
    PORT: '0',
    HEALTH_PORT: '0',
    LOG_LEVEL: 'silent',
    MONGODB_URI: inject('mongoUri').replace('/?', '/manifests?'),
    REDIS_URL: inject('redisUrl'),
    SECRETS_FILE: secretsFile,
  }
  const running = { hub: await startHub(loadConfig(env)), worker: await startWorker(loadConfig(env)) }
  for (const each of deployments) {
    const [container] = each.spec.template.spec.containers
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(probe.httpGet.port).toBe(container.ports[0].name)
      const { port } = running[each.metadata.name === 'hub' ? 'hub' : 'worker']
      expect((await fetch(`http://127.0.0.1:${port}${probe.httpGet.path}`)).status).toBe(200)
    }
  }
  await Promise.all([running.hub.stop(), running.worker.stop()])
})

test('compose asks the same ports for health, and the load balancer sends to them', () => {
  const balancer = compose.configs.haproxy?.content
  for (const [name, { healthcheck, environment = {} }] of ownServices) {
    const port = environment.PORT ?? environment.HEALTH_PORT
    expect(JSON.stringify(healthcheck)).toContain(`http://127.0.0.1:${port}/health/ready`)
    if (environment.PORT) expect(balancer).toContain(`server ${name} ${name}:${port}\n`)
  }
})

test('a process is given the time to drain before it is killed', () => {
  for (const { spec } of deployments) {
    const [container] = spec.template.spec.containers
    const asleep = Number(container.lifecycle.preStop.exec.command[1])
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(asleep + drainSeconds)
  }
  for (const [, { stop_grace_period }] of ownServices) {
    expect(Number.parseInt(stop_grace_period ?? '0', 10)).toBeGreaterThan(drainSeconds)
  }
})

test('selectors select the pods that they are for, and budgets leave room to drain one', () => {
  for (const { metadata, spec } of deployments) {
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels)
    const budget = ofKind('PodDisruptionBudget').find((each) => each.metadata.name === metadata.name)
    expect(budget?.spec.selector).toEqual(spec.selector)
    expect(budget?.spec.minAvailable).toBeLessThan(spec.replicas)
  }
  const hub = deployments.find((each) => each.metadata.name === 'hub')
  expect(ofKind('Service')[0]?.spec.selector).toEqual(hub?.spec.selector.matchLabels)
})

test('what compose names exists: secrets, configs, volumes, and services that others wait for', () => {
  for (const { depends_on = {}, secrets = [], configs = [], volumes = [] } of Object.values(compose.services)) {
    for (const name of Object.keys(depends_on)) expect(compose.services).toHaveProperty(name)
    for (const name of secrets) expect(compose.secrets).toHaveProperty(name)
    for (const { source } of configs) expect(compose.configs).toHaveProperty(source)
    for (const volume of volumes) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '')
  }
})

const edits: [string, (deployment: Deployment) => void][] = [
  ['a misspelt field', (each) => Object.assign(each.spec.template.spec.containers[0], { readinesProbe: {} })],
  ['no limits', (each) => Reflect.deleteProperty(each.spec.template.spec.containers[0].resources, 'limits')],
  ['root', (each) => Object.assign(each.spec.template.spec.securityContext, { runAsUser: 0 })],
  [
    'a writable file system',
    (each) => Object.assign(each.spec.template.spec.containers[0].securityContext, { readOnlyRootFilesystem: false }),
  ],
  ['no liveness probe', (each) => Reflect.deleteProperty(each.spec.template.spec.containers[0], 'livenessProbe')],
]

test.each(edits)('control: a deployment with %s is refused', (_, edit) => {
  const [deployment] = structuredClone(deployments)
  if (!deployment) throw new Error('there is no deployment to spoil')
  edit(deployment)
  expect(manifestSchema.safeParse(deployment).success).toBe(false)
})

test.each(['user', 'deploy', 'cap_drop'])('control: a compose service without %s is refused', (field) => {
  const spoilt = structuredClone(compose)
  Reflect.deleteProperty(spoilt.services['node-1'] ?? {}, field)
  expect(composeSchema.safeParse(spoilt).success).toBe(false)
})
