// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks manifests against the schemas of Kubernetes' API as strictly as its server does with --validate=strict.
import { parseAllDocuments } from 'yaml'

export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string }
}

interface Validator {
  (value: unknown): boolean
  errors?: { instancePath: string; keyword: string; params: object }[] | null
}

/** Kubernetes reads YAML 1.1, in which an unquoted `off` is false. */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings]
    if (problem) throw problem
    return document.toJS() as Manifest
  })
}

/** What is wrong with the manifest, with the path of each field. */
export async function schemaBreaches(manifest: Manifest): Promise<string[]> {
  const validate = await validatorOf(manifest)
  if (!validate) return [`there is no ${manifest.kind} in ${manifest.apiVersion}`]
  const unread: (() => string[])[] = []
  validate(watched(manifest, '', unread))
  const errors = (validate.errors ?? []).map(
    ({ instancePath, keyword, params }) => `${instancePath}: ${keyword} ${JSON.stringify(params)}`,
  )
  return [...errors, ...unread.flatMap((find) => find())]
}

async function validatorOf({ apiVersion, kind }: Manifest): Promise<Validator | undefined> {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]
  const name = ['IoK8sApi', group.replace(/\..*/, ''), version, kind].map((word) => word.replace(/^./, upper)).join('')
  const module = await import(`kubernetes-models/_schemas/${name}`).catch(() => undefined)
  return module?.validate
}

const upper = (letter: string) => letter.toUpperCase()

/**
 * The value, noting which of its fields are read. The validators are compiled without `additionalProperties: false`, but
 * read each field that the schema has, so a field that none of them reads is unknown.
 */
function watched(value: unknown, path: string, unread: (() => string[])[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const children = new Map<string | symbol, unknown>()
  unread.push(() => [...unreadFields(value, children)].map((name) => `${path}/${name}: unknown field`))
  return new Proxy(value, {
    get(target, name) {
      if (!Object.hasOwn(target, name)) return Reflect.get(target, name)
      if (!children.has(name)) children.set(name, watched(Reflect.get(target, name), `${path}/${String(name)}`, unread))
      return children.get(name)
    },
  })
}

function unreadFields(value: object, read: Map<string | symbol, unknown>): string[] {
  return Object.keys(value).filter((name) => !read.has(name))
}
