import { z } from 'zod'

/**
 * The part of the Kubernetes API that k8s/ uses, and no more: a misspelt or unknown field, which a cluster may quietly
 * drop, is refused. What every pod here must have (not root, no rights, limits, probes) is part of the shape.
 */
const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
const text = z.record(z.string(), z.string())
const metadata = z.strictObject({ name, labels: text.optional() })
const port = z.number().int().min(1).max(65_535)
const count = z.number().int().positive()
const cpu = z.string().regex(/^\d+m?$/)
const memory = z.string().regex(/^\d+(Mi|Gi)$/)
const selector = z.strictObject({ matchLabels: text })

const probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string().startsWith('/'), port: name }),
  periodSeconds: count,
  timeoutSeconds: count.optional(),
  failureThreshold: count,
})

const valueFrom = z.union([
  z.strictObject({ fieldRef: z.strictObject({ fieldPath: z.literal('metadata.name') }) }),
  z.strictObject({ secretKeyRef: z.strictObject({ name, key: z.string(), optional: z.boolean().optional() }) }),
])

const container = z.strictObject({
  name,
  image: z.string(),
  command: z.array(z.string()),
  ports: z.tuple([z.strictObject({ name, containerPort: port })]),
  envFrom: z.array(z.strictObject({ configMapRef: z.strictObject({ name }) })),
  env: z.array(z.strictObject({ name: z.string(), valueFrom })),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.strictObject({
    preStop: z.strictObject({
      exec: z.strictObject({ command: z.tuple([z.literal('sleep'), z.string().regex(/^\d+$/)]) }),
    }),
  }),
  resources: z.strictObject({ requests: z.strictObject({ cpu, memory }), limits: z.strictObject({ cpu, memory }) }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.strictObject({ name, mountPath: z.string().startsWith('/'), readOnly: z.boolean().optional() }),
  ),
})

const volume = z.union([
  z.strictObject({
    name,
    secret: z.strictObject({
      secretName: name,
      items: z.array(z.strictObject({ key: z.string(), path: z.string() })),
    }),
  }),
  z.strictObject({ name, emptyDir: z.strictObject({ sizeLimit: memory }) }),
])

const podSpec = z.strictObject({
  automountServiceAccountToken: z.literal(false),
  terminationGracePeriodSeconds: count,
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: count,
    runAsGroup: count,
    fsGroup: count,
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  topologySpreadConstraints: z.array(
    z.strictObject({
      maxSkew: count,
      topologyKey: z.string(),
      whenUnsatisfiable: z.enum(['ScheduleAnyway', 'DoNotSchedule']),
      labelSelector: selector,
    }),
  ),
  containers: z.tuple([container]),
  volumes: z.array(volume),
})

const deployment = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata,
  spec: z.strictObject({
    replicas: z.number().int().min(2),
    selector,
    strategy: z.strictObject({
      rollingUpdate: z.strictObject({ maxUnavailable: z.number().int().min(0), maxSurge: count }),
    }),
    template: z.strictObject({ metadata: z.strictObject({ labels: text }), spec: podSpec }),
  }),
})

const service = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata,
  spec: z.strictObject({
    selector: text,
    ports: z.array(z.strictObject({ name, port, targetPort: name })),
  }),
})

const budget = z.strictObject({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  metadata,
  spec: z.strictObject({ minAvailable: count, selector }),
})

const policyPort = z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port: z.union([port, name]) })
const everyNamespace = z.array(z.strictObject({ namespaceSelector: z.strictObject({}) }))

const ipBlocks = z.array(
  z.strictObject({
    ipBlock: z.strictObject({
      cidr: z.union([z.cidrv4(), z.cidrv6()]),
      except: z.array(z.union([z.cidrv4(), z.cidrv6()])).optional(),
    }),
  }),
)

const networkPolicy = z.strictObject({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata,
  spec: z.strictObject({
    podSelector: z.strictObject({
      matchLabels: text.optional(),
      matchExpressions: z
        .array(z.strictObject({ key: z.string(), operator: z.literal('In'), values: z.array(z.string()) }))
        .optional(),
    }),
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: everyNamespace, ports: z.array(policyPort) })).optional(),
    egress: z
      .array(z.strictObject({ to: z.union([everyNamespace, ipBlocks]).optional(), ports: z.array(policyPort) }))
      .optional(),
  }),
})

const configMap = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('ConfigMap'),
  metadata,
  data: text,
})

const namespace = z.strictObject({ apiVersion: z.literal('v1'), kind: z.literal('Namespace'), metadata })

export const manifestSchema = z.discriminatedUnion('kind', [
  deployment,
  service,
  budget,
  networkPolicy,
  configMap,
  namespace,
])

export const kustomizationSchema = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  namespace: name,
  resources: z.array(z.string()),
  labels: z.array(z.strictObject({ pairs: text })),
  images: z.array(z.strictObject({ name, newTag: z.string() })),
})

export type Manifest = z.infer<typeof manifestSchema>
export type Deployment = z.infer<typeof deployment>
