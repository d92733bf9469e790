// SPDX-License-Identifier: AGPL-3.0-or-later
// What the manifests in deploy/kubernetes must keep beyond Kubernetes' schemas: that they fit the server and each other.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import type { IService } from 'kubernetes-models/v1/Service'
import { parse } from 'yaml'
import { type Manifest, parseManifests } from './kubernetes-schema.ts'
import { operations } from './openapi.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Kinds {
  CronJob: ICronJob
  Deployment: IDeployment
  HorizontalPodAutoscaler: IHorizontalPodAutoscaler
  Ingress: IIngress
  NetworkPolicy: INetworkPolicy
  PodDisruptionBudget: IPodDisruptionBudget
  Service: IService
}

/** The folder as kustomize reads it. */
export interface Folder {
  manifests: Manifest[]
  /** The content of the ConfigMap. */
  settings: Record<string, string>
  configMap: string
  /** Names of images that kustomization.yaml replaces. */
  images: string[]
  /** The commands of deploy/README.md that create Secrets. */
  commands: string
  /** The rules for prometheus-adapter. */
  adapter: { seriesQuery: string; metricsQuery: string }[]
}

interface Kustomization {
  resources: string[]
  images: { name: string }[]
  configMapGenerator: { name: string; envs: string[] }[]
}

export const folder = 'deploy/kubernetes'
const notManifests = ['kustomization.yaml', 'prometheus-adapter.yaml']

export function readFolder(): Folder {
  const kustomization: Kustomization = parse(read(`${folder}/kustomization.yaml`))
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.yaml') && !notManifests.includes(name))
  if (files.sort().join() !== [...kustomization.resources].sort().join())
    throw new Error(`kustomization.yaml has ${kustomization.resources}, and the folder ${files}`)
  const [generator = { name: '', envs: [] }] = kustomization.configMapGenerator
  return {
    manifests: files.flatMap((name) => parseManifests(read(`${folder}/${name}`))),
    settings: settingsIn(generator.envs.map((name) => read(`${folder}/${name}`)).join('\n')),
    configMap: generator.name,
    images: kustomization.images.map(({ name }) => name),
    commands: /^## With Kubernetes$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(read('deploy/README.md'))?.[1] ?? '',
    adapter: parse(read(`${folder}/prometheus-adapter.yaml`)).rules.external,
  }
}

const settingsIn = (text: string) =>
  Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]))

/** The server's settings; true: a secret. */
const knownSettings = new Map(
  [...read('docs/configuration.md').matchAll(/^\| `(RMIRROR_\w+)` \|.*\| (.*) \|$/gm)].map(
    ([, name = '', meaning = '']) => [name, meaning.endsWith('Secret.')],
  ),
)
const routes = new Set(operations().map(({ route }) => route))
const metrics = ['routes/service/metrics.cpp', 'ocr/counters.cpp'].map((path) => read(`server/src/${path}`)).join('\n')
const command = read('server/src/command.cpp')
const stopSeconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(read('deploy/debian/rmirror-server.service'))?.[1])

/** What servers on several machines must have in common, beyond what a single one needs. */
const neededSettings = ['PUBLIC_URL', 'LISTEN', 'TRUSTED_PROXIES', 'S3_ENDPOINT', 'S3_BUCKET', 'BACKUP_TO']
const neededSecrets = [
  'DATABASE_URL',
  'REDIS_URL',
  'JWT_SECRET',
  'MASTER_KEYS',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'METRICS_TOKEN',
]

const security = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
}

type Labels = Record<string, string>
interface Pod {
  name: string
  template: IPodTemplateSpec
}

/** Everything that breaks a rule, as sentences. */
export function ruleBreaches(given: Folder): string[] {
  const pods = podsOf(given.manifests)
  return [
    ...breachesOfSettings(given),
    ...pods.flatMap((pod) => breachesOfPod(pod, given)),
    ...ofKind(given, 'Deployment').flatMap((deployment) => breachesOfDeployment(deployment, given)),
    ...breachesOfSelectors(given, pods),
    ...ofKind(given, 'HorizontalPodAutoscaler').flatMap((scaler) => breachesOfScaler(scaler, given)),
    ...ofKind(given, 'Ingress').flatMap((ingress) => breachesOfIngress(ingress, given)),
  ]
}

export function ofKind<Kind extends keyof Kinds>({ manifests }: Pick<Folder, 'manifests'>, kind: Kind): Kinds[Kind][] {
  return manifests.filter((manifest) => manifest.kind === kind) as unknown as Kinds[Kind][]
}

const nameOf = ({ metadata }: { metadata?: { name?: string } }) => metadata?.name ?? ''
const has = (given: Folder, kind: string, name: string | undefined) =>
  given.manifests.some((manifest) => manifest.kind === kind && manifest.metadata.name === name)

function podsOf(manifests: Manifest[]): Pod[] {
  return [
    ...ofKind({ manifests }, 'Deployment').map((each) => ({ name: nameOf(each), template: each.spec?.template })),
    ...ofKind({ manifests }, 'CronJob').map((each) => ({
      name: nameOf(each),
      template: each.spec?.jobTemplate.spec?.template,
    })),
  ].flatMap(({ name, template }) => (template ? [{ name, template }] : []))
}

function breachesOfSettings({ settings, commands }: Folder): string[] {
  const secrets = [...commands.matchAll(/^ *(\w+)=/gm)].map(([, name = '']) => name)
  const names = [...Object.keys(settings), ...secrets].filter((name) => !name.startsWith('AWS_'))
  return [
    ...names.filter((name) => !knownSettings.has(name)).map((name) => `${name} is no setting of the server`),
    ...Object.keys(settings)
      .filter((name) => knownSettings.get(name))
      .map((name) => `${name} belongs into a Secret`),
    ...neededSettings
      .map((name) => `RMIRROR_${name}`)
      .filter((name) => !settings[name])
      .map((name) => `${name} is missing`),
    ...neededSecrets
      .map((name) => `RMIRROR_${name}`)
      .filter((name) => !secrets.includes(name))
      .map((name) => `${name} is missing`),
  ]
}

function breachesOfPod({ name, template }: Pod, given: Folder): string[] {
  const { spec } = template
  if (!spec) return [`${name} has no pods`]
  const labels = template.metadata?.labels ?? {}
  const spread = (spec.topologySpreadConstraints ?? []).every(({ labelSelector }) =>
    selects(labelSelector?.matchLabels, labels),
  )
  return [
    ...(has(given, 'ServiceAccount', spec.serviceAccountName) ? [] : [`${name} has an unknown ServiceAccount`]),
    ...(spec.automountServiceAccountToken === false ? [] : [`${name} gets a token of the API`]),
    ...(spec.enableServiceLinks === false ? [] : [`${name} gets variables that the server refuses`]),
    ...(spread ? [] : [`${name} spreads other pods than its own`]),
    ...[...(spec.initContainers ?? []), ...spec.containers].flatMap((container) =>
      breachesOfContainer(container, given, spec.volumes?.map((volume) => volume.name) ?? []).map(
        (breach) => `${name}, ${container.name}: ${breach}`,
      ),
    ),
  ]
}

function breachesOfContainer(container: IContainer, given: Folder, volumes: string[]): string[] {
  const { args = [], env = [], envFrom = [], resources, volumeMounts = [] } = container
  const [action = '', role] = args
  const isRole = action === '--role' && command.includes(`{"${role}", Role::`)
  const secrets = [...given.commands.matchAll(/create secret generic (\S+)/g)].map(([, name]) => name)
  return [
    ...(isRole || command.includes(`ActionRow{"${action}"`) ? [] : [`the server doesn't know ${args.join(' ')}`]),
    ...(given.images.includes(container.image ?? '') ? [] : ['kustomization.yaml has no such image']),
    ...(sorted(container.securityContext) === sorted(security) ? [] : ['not every privilege is dropped']),
    ...(resources?.requests?.cpu && resources.requests.memory && resources.limits?.memory
      ? []
      : ['unlimited resources']),
    ...env.filter(({ name }) => !knownSettings.has(name)).map(({ name }) => `${name} is no setting of the server`),
    ...envFrom
      .filter((from) => from.configMapRef && from.configMapRef.name !== given.configMap)
      .map(() => 'unknown ConfigMap'),
    ...envFrom.filter((from) => from.secretRef && !secrets.includes(from.secretRef.name)).map(() => 'unknown Secret'),
    ...(envFrom.some((from) => from.configMapRef) && envFrom.some((from) => from.secretRef)
      ? []
      : ['settings are missing']),
    ...volumeMounts.filter((mount) => !volumes.includes(mount.name)).map((mount) => `no volume ${mount.name}`),
    ...(isRole ? breachesOfListener(container, given) : []),
  ]
}

/** Every role listens: a worker answers /healthz, /readyz and /metrics. */
function breachesOfListener(container: IContainer, { settings }: Folder): string[] {
  const { ports = [], startupProbe, livenessProbe, readinessProbe } = container
  const port = Number(settings.RMIRROR_LISTEN?.split(':').at(-1))
  const probes = { startupProbe, livenessProbe, readinessProbe }
  return [
    ...(ports.some(({ containerPort }) => containerPort === port) ? [] : [`the server listens at ${port}`]),
    ...Object.entries(probes).flatMap(([name, probe]) => {
      if (!probe?.httpGet) return [`no ${name}`]
      const { path, port: asked } = probe.httpGet
      return [
        ...(routes.has(`GET ${path}`) ? [] : [`${name} asks for ${path}, which the server doesn't have`]),
        ...(ports.some((each) => each.name === asked) ? [] : [`${name} asks at an unknown port`]),
      ]
    }),
    ...(livenessProbe?.httpGet?.path === '/readyz' ? ['livenessProbe restarts it when the database is down'] : []),
  ]
}

function breachesOfDeployment(deployment: IDeployment, given: Folder): string[] {
  const name = nameOf(deployment)
  const { spec } = deployment
  const pod = spec?.template.spec
  const slept = Math.max(0, ...(pod?.containers ?? []).map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0))
  const isScaled = ofKind(given, 'HorizontalPodAutoscaler').some((scaler) => scaler.spec?.scaleTargetRef.name === name)
  return [
    ...(isScaled ? [] : [`${name} has no HorizontalPodAutoscaler`]),
    ...(isScaled && spec?.replicas !== undefined ? [`${name}: each kubectl apply undoes what the autoscaler did`] : []),
    ...(spec?.strategy?.rollingUpdate?.maxUnavailable === 0 ? [] : [`${name} has too few pods during updates`]),
    ...((pod?.terminationGracePeriodSeconds ?? 30) - slept >= stopSeconds ? [] : [`${name} is killed while it stops`]),
  ]
}

function breachesOfSelectors(given: Folder, pods: Pod[]): string[] {
  const labelled = pods.map(({ name, template }) => ({ name, labels: template.metadata?.labels ?? {} }))
  const selected = (selector: Labels | undefined) =>
    labelled.filter(({ labels }) => selects(selector, labels)).map(({ name }) => name)
  const check = (
    each: { kind?: string; metadata?: { name?: string } },
    selector: Labels | undefined,
    isAlone = true,
  ) => {
    const found = selected(selector)
    const fits = isAlone ? found.join() === nameOf(each) : found.length > 0
    return fits ? [] : [`${each.kind} ${nameOf(each)} selects ${found.join(' and ') || 'nothing'}`]
  }
  const budgets = ofKind(given, 'PodDisruptionBudget').map(nameOf)
  return [
    ...ofKind(given, 'Deployment').flatMap((each) => check(each, each.spec?.selector.matchLabels)),
    ...ofKind(given, 'PodDisruptionBudget').flatMap((each) => check(each, each.spec?.selector?.matchLabels)),
    ...ofKind(given, 'Service').flatMap((each) => check(each, each.spec?.selector)),
    ...ofKind(given, 'NetworkPolicy').flatMap((each) => check(each, each.spec?.podSelector?.matchLabels, false)),
    ...ofKind(given, 'Deployment')
      .map(nameOf)
      .filter((name) => !budgets.includes(name))
      .map((name) => `${name} has no PodDisruptionBudget`),
    ...ofKind(given, 'Service').flatMap((service) => breachesOfPorts(service, pods)),
  ]
}

function breachesOfPorts(service: IService, pods: Pod[]): string[] {
  const ports = pods
    .filter(({ template }) => selects(service.spec?.selector, template.metadata?.labels ?? {}))
    .flatMap(({ template }) => template.spec?.containers ?? [])
    .flatMap((container) => container.ports ?? [])
  return (service.spec?.ports ?? [])
    .filter(
      ({ targetPort }) => !ports.some(({ name, containerPort }) => name === targetPort || containerPort === targetPort),
    )
    .map(({ targetPort }) => `Service ${nameOf(service)}: its pods have no port ${targetPort}`)
}

function breachesOfScaler(scaler: IHorizontalPodAutoscaler, given: Folder): string[] {
  const { scaleTargetRef, minReplicas = 1, metrics: scaled = [] } = scaler.spec ?? {}
  const names = scaled.flatMap(({ external }) => (external ? [external.metric.name] : []))
  const asked = given.adapter.flatMap(({ metricsQuery }) => metricsQuery.match(/\brmirror_\w+/g) ?? [])
  return [
    ...(has(given, scaleTargetRef?.kind ?? '', scaleTargetRef?.name) ? [] : [`${nameOf(scaler)} scales nothing`]),
    ...(minReplicas >= 2 ? [] : [`${nameOf(scaler)} may leave a single pod`]),
    ...[...names, ...asked]
      .filter((name) => !metrics.includes(`"${name}"`))
      .map((name) => `the server has no metric ${name}`),
    ...names
      .filter((name) => !given.adapter.some(({ seriesQuery }) => seriesQuery.includes(`__name__="${name}"`)))
      .map((name) => `prometheus-adapter has no ${name}`),
  ]
}

function breachesOfIngress(ingress: IIngress, { settings, ...given }: Folder): string[] {
  const { host } = new URL(settings.RMIRROR_PUBLIC_URL ?? 'none:')
  const { rules = [], tls = [] } = ingress.spec ?? {}
  const hosts = [...rules.map((rule) => rule.host), ...tls.flatMap((each) => each.hosts ?? [])]
  const services = ofKind(given, 'Service')
  const backends = rules.flatMap(({ http }) => http?.paths ?? []).map(({ backend }) => backend.service)
  const isThere = (backend: (typeof backends)[number]) =>
    services
      .filter((service) => nameOf(service) === backend?.name)
      .some((service) => service.spec?.ports?.some(({ name }) => name === backend?.port?.name))
  return [
    ...hosts.filter((each) => each !== host).map((each) => `the Ingress has ${each}, RMIRROR_PUBLIC_URL ${host}`),
    ...(tls.length > 0 ? [] : ['the Ingress has no certificate']),
    ...backends
      .filter((backend) => !isThere(backend))
      .map((backend) => `there is no Service ${backend?.name} with this port`),
  ]
}

function selects(selector: Labels | undefined, labels: Labels): boolean {
  return selector !== undefined && Object.entries(selector).every(([name, value]) => labels[name] === value)
}

const sorted = (value: object | undefined) => JSON.stringify(Object.entries(value ?? {}).sort())
