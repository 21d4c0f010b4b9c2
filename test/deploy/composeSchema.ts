import { z } from 'zod'

/**
 * The part of the Compose specification that docker-compose.yml uses, and no more: a misspelt or unknown field is
 * refused. What every service here must have (a user that is not root, no rights, limits) is part of the shape.
 */
const duration = z.string().regex(/^\d+(s|m|h)$/)
const nonRoot = z.string().regex(/^[1-9]\d*:[1-9]\d*$/)
const condition = z.enum(['service_healthy', 'service_completed_successfully'])

const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.literal('CMD')], z.string()),
    interval: duration,
    timeout: duration,
    retries: z.number().int().positive(),
    start_period: duration.optional(),
  }),
])

const service = z.strictObject({
  image: z.string().regex(/^[\w./-]+(:[\w.-]+)?$/),
  build: z.literal('.').optional(),
  command: z.array(z.string()).optional(),
  user: nonRoot,
  read_only: z.boolean().optional(),
  init: z.boolean().optional(),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  restart: z.enum(['unless-stopped', 'on-failure']),
  stop_grace_period: duration.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[\w-]+:\/[\w/]+$/)).optional(),
  secrets: z.array(z.string()).optional(),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string().startsWith('/') })).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition })).optional(),
  healthcheck: healthcheck.optional(),
  deploy: z.strictObject({
    resources: z.strictObject({
      limits: z.strictObject({
        cpus: z.string().regex(/^\d+(\.\d+)?$/),
        memory: z.string().regex(/^\d+[MG]$/),
      }),
    }),
  }),
})

export const composeSchema = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.null()),
})
