// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks a running server, and holds each answer to what the contract says of that operation.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { contract, isObject, type Json, type JsonObject, operations, resolved } from './openapi.ts'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the contract says what it is, and ask() holds it to that.
  body: any
  /** The body as it came. */
  bytes: Uint8Array
}

export interface Question {
  token?: string
  json?: Json
  /** The body, when it is no JSON. */
  bytes?: Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

export class Api {
  readonly #server: string

  constructor(server: string) {
    this.#server = server
  }

  /** `operation` is by its route, such as "GET /api/v1/me"; `path` when the route has parameters. */
  async ask(operation: string, question: Question = {}, path = operation.split(' ')[1] ?? ''): Promise<Answer> {
    const headers = new Headers(question.headers)
    if (question.token) headers.set('authorization', `Bearer ${question.token}`)
    if (question.json !== undefined) headers.set('content-type', 'application/json')
    const [method = ''] = operation.split(' ')
    const body = question.json === undefined ? (question.bytes ?? null) : JSON.stringify(question.json)
    const answer = await fetch(`${this.#server}${path}`, { method, headers, body })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const type = answer.headers.get('content-type') ?? ''
    const given: Answer = {
      status: answer.status,
      headers: answer.headers,
      body: type.includes('json') ? JSON.parse(text) : text,
      bytes,
    }
    expectAsDescribed(operation, given, type, text)
    return given
  }
}

function expectAsDescribed(operation: string, answer: Answer, type: string, text: string): void {
  const described = operations().find(({ route }) => route === operation)
  if (!described) throw new Error(`the contract knows no ${operation}`)
  const responses = described.value.responses as JsonObject
  const response = resolved(responses[answer.status] ?? (answer.status >= 400 ? responses.default : undefined))
  if (!isObject(response)) throw new Error(`${operation}: the contract knows no answer ${answer.status}: ${text}`)
  if (!isObject(response.content)) {
    expect(text, operation).toBe('')
    return
  }
  // What a type says of itself after a semicolon is not the contract's concern.
  const media = response.content[type.split(';')[0] ?? '']
  if (!isObject(media)) throw new Error(`${operation}: the contract knows no ${type} in an answer ${answer.status}`)
  if (isObject(media.schema) && media.schema.format === 'binary') return
  const validate = validatorOf(media.schema as JsonObject)
  validate(answer.body)
  expect(validate.errors ?? [], `${operation}: ${text}`).toEqual([])
}

const validators = new Map<JsonObject, ValidateFunction>()

function validatorOf(schema: JsonObject): ValidateFunction {
  const known = validators.get(schema)
  if (known) return known
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { uuid: true, uri: true, 'date-time': true } })
  const validate = ajv.compile({ ...schema, components: contract.components })
  validators.set(schema, validate)
  return validate
}
