import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { pushSource } from '../../shared/contract/operations/push.ts'
import type { S3Settings } from './infra/s3Blobs.ts'
import { weaknessesOf } from './infra/weakSecrets.ts'

/** An address of a provider. Without encryption only on this machine, where tests have theirs. */
const providerUrl = z.url({ protocol: /^https?$/ }).refine(isSafeToCall, 'Must be https')

/** What a provider gave us when the hub was registered there. */
const registration = { clientId: z.string().min(1), clientSecret: z.string().min(1) }
const openIdRegistration = z.strictObject({
  ...registration,
  /** Instead of the provider's own. */
  issuer: providerUrl.optional(),
})
const oauthRegistration = z.strictObject({
  ...registration,
  /** Instead of the provider's own. */
  endpoints: z.strictObject({ authorization: providerUrl, token: providerUrl, userinfo: providerUrl }).optional(),
})

const secretsSchema = z.strictObject({
  /** The first signs; all verify. P-256 private keys in PEM. */
  jwtKeys: z
    .array(z.strictObject({ kid: z.string().min(1), privateKeyPem: z.string().includes('PRIVATE KEY') }))
    .min(1),
  /** The first encrypts; all decrypt. 32 bytes, base64. */
  fieldKeys: z.array(z.strictObject({ id: z.string().min(1), key: z.base64().length(44) })).min(1),
  /** Keyed hash for looking up what is encrypted. 32 bytes, base64. */
  blindIndexKey: z.base64().length(44),
  /** Keyed hashes of what we issue and check again (refresh tokens, links, codes): the first makes, all verify. 32 bytes, base64. */
  macKeys: z.array(z.strictObject({ id: z.string().min(1), key: z.base64().length(44) })).min(1),
  /** Of `BLOB_S3_URL`: who may read, write and delete there. */
  blobStore: z.strictObject({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(16) }).optional(),
  /** Password of the demo accounts; only where they are wanted. */
  demoPassword: z.string().min(12).optional(),
  /** Where people may log in besides here. */
  providers: z
    .strictObject({
      google: openIdRegistration,
      kakao: openIdRegistration,
      naver: oauthRegistration,
      facebook: oauthRegistration,
    })
    .partial()
    .optional(),
})

/** Nobody starts with a secret that somebody else could have. */
const goodSecretsSchema = secretsSchema.superRefine((secrets, context) => {
  for (const { path, message } of weaknessesOf(secrets)) context.addIssue({ code: 'custom', path: [...path], message })
})

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  /** HTTP and websocket port of a hub node. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Port of a worker's health and metrics; 0 picks a free one. */
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
  NODE_NAME: z.string().min(1).default('hub'),
  MONGODB_URI: z.string().startsWith('mongodb'),
  /** Ephemeral Redis: adapter, notices, rate limits. */
  REDIS_URL: z.string().startsWith('redis'),
  /** Redis of the queues; the ephemeral one where a laptop has only that. */
  REDIS_QUEUE_URL: z.string().startsWith('redis').optional(),
  /** JSON file with the keys; see `secretsSchema`. */
  SECRETS_FILE: z.string().min(1),
  /** Origins that a browser may open a websocket from, comma-separated. The node's own is always among them. */
  PUBLIC_ORIGINS: z.string().default(''),
  /** Where people reach the screens: providers send them back there. By default the first of `PUBLIC_ORIGINS`. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where pictures and files are kept, of all nodes alike; made when the first one comes. */
  BLOB_FOLDER: z.string().min(1).default('.couvert/blobs'),
  /** Keeps them in a bucket that speaks S3 instead: its address, `https://store.example/bucket`. */
  BLOB_S3_URL: providerUrl.optional(),
  BLOB_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{2,32}$/)
    .default('us-east-1'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Mail server, with user and password where it wants them. Without one mails wait. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  /** Address that mails come from. */
  MAIL_FROM: z.email().default('couvert@localhost.localdomain'),
  /** JSON file of a service account that may send by Firebase Cloud Messaging. Without one nobody is told by push. */
  FCM_SERVICE_ACCOUNT_FILE: z.string().min(1).optional(),
  /** What the provider's console gives a web app, as JSON, and the public key of its web push certificate: both or none. */
  FCM_WEB_CONFIG: z.string().min(1).optional(),
  FCM_VAPID_KEY: z.string().min(1).optional(),
  /** Gives browsers device tokens in the provider's place: the one of `npm start`. Never in production. */
  PUSH_DEVICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Proxy that pushes leave by; it takes CONNECT. */
  HTTPS_PROXY: z.string().optional(),
  /** Makes demo restaurants and accounts at start. */
  SEED_DEMO: z.enum(['true', 'false']).default('false'),
  /** How many proxies stand in front; their `X-Forwarded-For` is believed so far. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  /** Webhooks may lead to this machine, to any port and unencrypted: for tests and to try them. Never in production. */
  WEBHOOK_ALLOW_LOOPBACK: z.enum(['true', 'false']).default('false'),
})

const safeSchema = schema
  .refine(({ NODE_ENV, WEBHOOK_ALLOW_LOOPBACK }) => NODE_ENV !== 'production' || WEBHOOK_ALLOW_LOOPBACK === 'false', {
    path: ['WEBHOOK_ALLOW_LOOPBACK'],
    message: 'Not in production',
  })
  .refine(({ NODE_ENV, PUSH_DEVICE_URL }) => NODE_ENV !== 'production' || PUSH_DEVICE_URL === undefined, {
    path: ['PUSH_DEVICE_URL'],
    message: 'Not in production',
  })
  .refine(({ FCM_WEB_CONFIG, FCM_VAPID_KEY }) => (FCM_WEB_CONFIG === undefined) === (FCM_VAPID_KEY === undefined), {
    path: ['FCM_VAPID_KEY'],
    message: 'Goes together with FCM_WEB_CONFIG',
  })

/** Every variable there is; the manifests are checked against it. */
export const configVariables = Object.keys(schema.shape)

/** As the provider's console gives it; the rest of the file is not needed. */
const serviceAccountSchema = z.object({
  project_id: z.string().regex(/^[a-z][a-z0-9-]{4,62}$/),
  client_email: z.email(),
  private_key: z.string().includes('PRIVATE KEY'),
})

/** As the provider's console gives it to a web app; the rest of it is for others of its services. */
const webConfigSchema = z.object({
  projectId: z.string().min(1),
  appId: z.string().min(1),
  apiKey: z.string().min(1),
  messagingSenderId: z.string().min(1),
})

export type Secrets = z.infer<typeof secretsSchema>

/** Who we are to Firebase Cloud Messaging. */
export interface ServiceAccount {
  readonly projectId: string
  readonly clientEmail: string
  /** PEM */
  readonly privateKey: string
}

export interface Config {
  readonly env: 'development' | 'test' | 'production'
  readonly port: number
  readonly healthPort: number
  readonly nodeName: string
  readonly mongoUri: string
  readonly redisUrl: string
  readonly redisQueueUrl: string
  readonly secrets: Secrets
  readonly origins: readonly string[]
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly blobFolder: string
  /** Instead of the folder. */
  readonly blobS3: S3Settings | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** How people are told by push; null: they are not. */
  readonly fcm: { readonly account: ServiceAccount; readonly proxy: string | null } | null
  /** Where browsers get their device tokens; null: nobody is told in a browser. */
  readonly webPush: z.infer<typeof pushSource> | null
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly seedDemo: boolean
  readonly trustProxy: number
  /** Webhooks may lead to this machine. */
  readonly webhookLoopback: boolean
}

/** Thrown with one line for each variable that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads the environment once. @throws ConfigError naming every variable that does not fit. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = safeSchema.safeParse(env)
  if (!read.success) throw new ConfigError(lines('environment', read.error))
  const value = read.data
  const origins = value.PUBLIC_ORIGINS.split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '')
  const secrets = loadSecrets(value.SECRETS_FILE)
  return {
    env: value.NODE_ENV,
    port: value.PORT,
    healthPort: value.HEALTH_PORT,
    nodeName: value.NODE_NAME,
    mongoUri: value.MONGODB_URI,
    redisUrl: value.REDIS_URL,
    redisQueueUrl: value.REDIS_QUEUE_URL ?? value.REDIS_URL,
    secrets,
    origins,
    publicUrl: (value.PUBLIC_URL ?? origins[0] ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    blobFolder: value.BLOB_FOLDER,
    blobS3: blobS3Of(value, secrets),
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM,
    fcm:
      value.FCM_SERVICE_ACCOUNT_FILE === undefined
        ? null
        : { account: loadServiceAccount(value.FCM_SERVICE_ACCOUNT_FILE), proxy: proxyOf(value.HTTPS_PROXY) },
    webPush: webPushOf(value),
    logLevel: value.LOG_LEVEL,
    seedDemo: value.SEED_DEMO === 'true',
    trustProxy: value.TRUST_PROXY,
    webhookLoopback: value.WEBHOOK_ALLOW_LOOPBACK === 'true',
  }
}

function isSafeToCall(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1'
}

function loadSecrets(file: string): Secrets {
  return readJson('SECRETS_FILE', file, goodSecretsSchema)
}

function loadServiceAccount(file: string): ServiceAccount {
  const { project_id, client_email, private_key } = readJson('FCM_SERVICE_ACCOUNT_FILE', file, serviceAccountSchema)
  return { projectId: project_id, clientEmail: client_email, privateKey: private_key }
}

function blobS3Of({ BLOB_S3_URL, BLOB_S3_REGION }: z.infer<typeof schema>, { blobStore }: Secrets): Config['blobS3'] {
  if (BLOB_S3_URL === undefined) return null
  if (blobStore === undefined) throw new ConfigError('SECRETS_FILE: blobStore: Goes together with BLOB_S3_URL')
  return { url: BLOB_S3_URL, region: BLOB_S3_REGION, ...blobStore }
}

function webPushOf({ FCM_WEB_CONFIG, FCM_VAPID_KEY, PUSH_DEVICE_URL }: z.infer<typeof schema>): Config['webPush'] {
  if (FCM_WEB_CONFIG !== undefined && FCM_VAPID_KEY !== undefined) {
    return { via: 'firebase', ...parseJson('FCM_WEB_CONFIG', FCM_WEB_CONFIG, webConfigSchema), vapidKey: FCM_VAPID_KEY }
  }
  return PUSH_DEVICE_URL === undefined ? null : { via: 'local', url: PUSH_DEVICE_URL.replace(/\/+$/, '') }
}

/** Looked at only where it is used: machines have it for others, in whatever form these take. */
function proxyOf(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  // Not the text itself: it may have a password.
  if (!URL.canParse(text) || !/^https?:\/\/[^/]/.test(text)) {
    throw new ConfigError('HTTPS_PROXY: Must be http://host:port')
  }
  return text
}

function readJson<S extends z.ZodType>(variable: string, file: string, schema: S): z.output<S> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ConfigError(`${variable}: cannot be read (${file})`, { cause })
  }
  return parseJson(variable, text, schema)
}

function parseJson<S extends z.ZodType>(variable: string, text: string, schema: S): z.output<S> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ConfigError(`${variable}: cannot be read as JSON`, { cause })
  }
  const read = schema.safeParse(json)
  // zod's messages name fields, never values: nothing secret is told here.
  if (!read.success) throw new ConfigError(lines(variable, read.error))
  return read.data
}

function lines(what: string, error: z.ZodError): string {
  return error.issues.map((issue) => `${what}: ${issue.path.join('.')}: ${issue.message}`).join('\n')
}
