// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks answers of the server, or of a test's own server, against their operation in shared/openapi.yaml.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { contract, isObject, type Json, type JsonObject, operations, resolved } from '../contract/openapi.ts'

export interface DescribedAnswer {
  status: number
  /** The Content-Type header, with its parameters. */
  type: string
  text: string
}

/** What the contract does not know of the answer, in sentences; nothing if it is as described. */
export function faultsOf(route: string, { status, type, text }: DescribedAnswer): string[] {
  const described = operations().find((operation) => operation.route === route)
  if (!described) return [`the contract knows no ${route}`]
  const responses = described.value.responses as JsonObject
  const response = resolved(responses[status] ?? (status >= 400 ? responses.default : undefined))
  if (!isObject(response)) return [`${route}: the contract knows no answer ${status}: ${text}`]
  if (!isObject(response.content)) return text === '' ? [] : [`${route}: an answer ${status} has no content: ${text}`]
  // What a type says of itself after a semicolon is not the contract's concern.
  const media = response.content[type.split(';')[0] ?? '']
  if (!isObject(media)) return [`${route}: the contract knows no ${type} in an answer ${status}`]
  if (isObject(media.schema) && media.schema.format === 'binary') return []
  const validate = validatorOf(media.schema as JsonObject)
  validate(type.includes('json') ? JSON.parse(text) : text)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${route}: ${instancePath} ${message}: ${text}`)
}

/** The operation that is asked for at a path, such as "GET /api/v1/notebooks/:notebook_uuid"; undefined: there is none. */
export function routeAt(method: string, path: string): string | undefined {
  const wanted = path.split('?')[0]?.split('/') ?? []
  const fits = (route: string) => {
    const [routeMethod, pattern = ''] = route.split(' ')
    const parts = pattern.split('/')
    const isPart = (part: string, at: number) => part === wanted[at] || (part.startsWith(':') && wanted[at] !== '')
    return routeMethod === method && parts.length === wanted.length && parts.every(isPart)
  }
  const found = operations().flatMap(({ route }) => (fits(route) ? [route] : []))
  // A name says more than a parameter.
  return found.toSorted((a, b) => a.split(':').length - b.split(':').length)[0]
}

const validators = new Map<JsonObject, ValidateFunction>()

function validatorOf(schema: JsonObject): ValidateFunction {
  const known = validators.get(schema)
  if (known) return known
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { uuid: true, uri: true, 'date-time': true } })
  const validate = ajv.compile({ ...schema, components: contract.components as Json })
  validators.set(schema, validate)
  return validate
}
