// SPDX-License-Identifier: AGPL-3.0-or-later
// The manifests in deploy/kubernetes fit Kubernetes' API, the server and each other, and the checks notice what doesn't.
import { describe, expect, it } from 'vitest'
import { type Folder, ofKind, readFolder, ruleBreaches } from './kubernetes-rules.ts'
import { parseManifests, schemaBreaches } from './kubernetes-schema.ts'

const given = readFolder()

it.each(given.manifests.map((manifest) => ({ name: `${manifest.kind} ${manifest.metadata.name}`, manifest })))(
  '$name fits the schema',
  async ({ manifest }) => {
    expect(await schemaBreaches(manifest)).toEqual([])
  },
)

it('they fit the server and each other', () => {
  expect(ruleBreaches(given)).toEqual([])
})

it('both parts of the server, their updates and backups are there', () => {
  const commands = [...ofKind(given, 'Deployment').map(({ spec }) => spec?.template.spec), backup(given).pod]
    .flatMap((pod) => [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])])
    .map(({ args }) => args?.join(' '))
  expect(commands).toEqual(['--migrate', '--role api', '--migrate', '--role worker', '--backup'])
})

/** The part named `name`, to be changed. */
function part(folder: Folder, name: 'api' | 'worker') {
  const deployment = ofKind(folder, 'Deployment').find(({ metadata }) => metadata?.name === name)
  const pod = deployment?.spec?.template.spec
  const [container] = pod?.containers ?? []
  if (!deployment?.spec || !pod || !container) throw new Error(`there is no ${name}`)
  return { spec: deployment.spec, pod, container }
}

function backup(folder: Folder) {
  const pod = ofKind(folder, 'CronJob')[0]?.spec?.jobTemplate.spec?.template.spec
  const [container] = pod?.containers ?? []
  if (!pod || !container) throw new Error('there is no backup')
  return { pod, container }
}

const scaler = (folder: Folder, at: number) => ofKind(folder, 'HorizontalPodAutoscaler')[at]?.spec

describe('the schema', () => {
  const manifest = (text: string) => parseManifests(text)[0] ?? { apiVersion: '', kind: '', metadata: { name: '' } }

  it.each([
    [
      'an unknown field',
      'spec: { ports: [{ port: 80, targetport: http }] }',
      '/spec/ports/0/targetport: unknown field',
    ],
    ['an unknown field of the metadata', 'spec: {}\nmetadata: { names: api }', '/metadata/names: unknown field'],
    ['a missing field', 'spec: { ports: [{ name: http }] }', '/spec/ports/0: required'],
    ['a wrong type', 'spec: { ports: [{ port: "80" }] }', '/spec/ports/0/port: type'],
    [
      'a word that YAML reads as false',
      'metadata: { annotations: { buffering: off } }',
      '/metadata/annotations/buffering: type',
    ],
    ['an unknown value', 'spec: { type: Cluster }', '/spec/type: enum'],
  ])('refuses %s', async (_, text, breach) => {
    const breaches = await schemaBreaches(manifest(`apiVersion: v1\nkind: Service\n${text}`))
    expect(breaches).toContainEqual(expect.stringContaining(breach))
  })

  it('refuses an unknown kind, one of another version, and a field that is there twice', async () => {
    expect(await schemaBreaches(manifest('apiVersion: v1\nkind: Servise'))).toEqual(['there is no Servise in v1'])
    expect(await schemaBreaches(manifest('apiVersion: apps/v2\nkind: Deployment'))).toHaveLength(1)
    expect(() => parseManifests('kind: Service\nkind: Pod')).toThrow('Map keys must be unique')
  })
})

const changes: [what: string, change: (folder: Folder) => unknown, breach: string][] = [
  [
    'a setting that the server lacks',
    ({ settings }) => (settings.RMIRROR_S3_BUKET = 'a'),
    'RMIRROR_S3_BUKET is no setting',
  ],
  [
    'a secret in the ConfigMap',
    ({ settings }) => (settings.RMIRROR_JWT_SECRET = 'a'),
    'RMIRROR_JWT_SECRET belongs into',
  ],
  [
    'images on the disk of a pod',
    ({ settings }) => delete settings.RMIRROR_S3_ENDPOINT,
    'RMIRROR_S3_ENDPOINT is missing',
  ],
  [
    'limits of each process alone',
    (folder) => (folder.commands = folder.commands.replace(/^ *RMIRROR_REDIS_URL=.*$/m, '')),
    'RMIRROR_REDIS_URL is missing',
  ],
  [
    'a Secret that no command creates',
    (folder) => (folder.commands = folder.commands.replaceAll('generic rmirror-backup', 'generic backup')),
    'backup, backup: unknown Secret',
  ],
  ['another ConfigMap', (folder) => (folder.configMap = 'settings'), 'api, api: unknown ConfigMap'],
  [
    'another address',
    ({ settings }) => (settings.RMIRROR_PUBLIC_URL = 'https://a.example'),
    'RMIRROR_PUBLIC_URL a.example',
  ],
  [
    'another port',
    ({ settings }) => (settings.RMIRROR_LISTEN = '0.0.0.0:8081'),
    'api, api: the server listens at 8081',
  ],
  ['an unknown role', (folder) => (part(folder, 'api').container.args = ['--role', 'web']), "doesn't know --role web"],
  ['an unknown action', (folder) => (backup(folder).container.args = ['--back-up']), "doesn't know --back-up"],
  [
    'an unknown image',
    (folder) => (backup(folder).container.image = 'rmirror'),
    'kustomization.yaml has no such image',
  ],
  [
    'a container without its security',
    (folder) => delete backup(folder).container.securityContext,
    'not every privilege',
  ],
  [
    'root in a container that prepares',
    (folder) => Object.assign(part(folder, 'worker').pod.initContainers?.[0]?.securityContext ?? {}, { runAsUser: 0 }),
    'worker, migrate: not every privilege',
  ],
  ['no limit of memory', (folder) => delete part(folder, 'api').container.resources?.limits, 'unlimited resources'],
  [
    'variables for Services',
    (folder) => delete part(folder, 'worker').pod.enableServiceLinks,
    'variables that the server refuses',
  ],
  [
    'an unknown ServiceAccount',
    (folder) => (part(folder, 'api').pod.serviceAccountName = 'a'),
    'unknown ServiceAccount',
  ],
  ['an unknown volume', (folder) => (part(folder, 'api').pod.volumes = []), 'no volume tmp'],
  ['a worker without probes', (folder) => delete part(folder, 'worker').container.readinessProbe, 'no readinessProbe'],
  [
    'a probe of a path that the server lacks',
    (folder) => Object.assign(part(folder, 'worker').container.livenessProbe?.httpGet ?? {}, { path: '/health' }),
    'livenessProbe asks for /health',
  ],
  [
    'restarts while the database is down',
    (folder) => Object.assign(part(folder, 'api').container.livenessProbe?.httpGet ?? {}, { path: '/readyz' }),
    'restarts it when the database is down',
  ],
  [
    'too little time to stop',
    (folder) => (part(folder, 'api').pod.terminationGracePeriodSeconds = 60),
    'api is killed',
  ],
  ['no pods during updates', (folder) => delete part(folder, 'api').spec.strategy, 'too few pods during updates'],
  [
    'replicas beside an autoscaler',
    (folder) => (part(folder, 'worker').spec.replicas = 2),
    'worker: each kubectl apply',
  ],
  [
    'pods without the labels of their selector',
    (folder) => (part(folder, 'api').spec.template.metadata = { labels: { a: 'b' } }),
    'Deployment api selects nothing',
  ],
  [
    'a Service for every pod',
    (folder) => delete ofKind(folder, 'Service')[0]?.spec?.selector?.['app.kubernetes.io/component'],
    'Service api selects api and worker and backup',
  ],
  ['a Service without a port', (folder) => (part(folder, 'api').container.ports = []), 'its pods have no port http'],
  [
    'no PodDisruptionBudget',
    (folder) => (folder.manifests = folder.manifests.filter(({ kind }) => kind !== 'PodDisruptionBudget')),
    'worker has no PodDisruptionBudget',
  ],
  ['a single pod', (folder) => Object.assign(scaler(folder, 0) ?? {}, { minReplicas: 1 }), 'may leave a single pod'],
  [
    'an autoscaler of nothing',
    (folder) => Object.assign(scaler(folder, 0)?.scaleTargetRef ?? {}, { name: 'a' }),
    'scales nothing',
  ],
  [
    'a metric that the server lacks',
    (folder) => Object.assign(scaler(folder, 1)?.metrics?.[0]?.external?.metric ?? {}, { name: 'rmirror_queue_age' }),
    'the server has no metric rmirror_queue_age',
  ],
  [
    'a metric without a rule',
    (folder) => (folder.adapter = []),
    'prometheus-adapter has no rmirror_queue_oldest_seconds',
  ],
  [
    'a rule with a metric that the server lacks',
    (folder) => folder.adapter.push({ seriesQuery: '', metricsQuery: 'max(rmirror_queue_age)' }),
    'the server has no metric rmirror_queue_age',
  ],
  [
    'a NetworkPolicy for nothing',
    (folder) => Object.assign(ofKind(folder, 'NetworkPolicy')[1]?.spec?.podSelector ?? {}, { matchLabels: { a: 'b' } }),
    'NetworkPolicy api selects nothing',
  ],
  [
    'an Ingress to nowhere',
    (folder) => (folder.manifests = folder.manifests.filter(({ kind }) => kind !== 'Service')),
    'there is no Service api',
  ],
]

it.each(changes)('%s is noticed', (_, change, breach) => {
  const changed = structuredClone(given)
  change(changed)
  expect(ruleBreaches(changed)).toContainEqual(expect.stringContaining(breach))
})
