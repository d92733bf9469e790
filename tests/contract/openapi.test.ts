// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract and the server say the same, and the contract keeps its own rules.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, it } from 'vitest'
import { contract, described, isObject, type JsonObject, operations, resolved } from './openapi.ts'

const server = new URL('../../build/native/rmirror-server', import.meta.url).pathname
const all = operations()

/** Errors of a proxy have the form that the clients of the other service know. Beside its own problems, the server hands
 * Claude's errors on where it asks in the user's name. */
function formsOfErrors(route: string): string[] {
  if (/ \/api\/(claude|notion\/proxy)\//.test(route)) return ['application/json']
  const problem = 'application/problem+json'
  return route.endsWith('/ai/generate') ? [problem, 'application/json'] : [problem]
}

describe('the server', () => {
  it('answers what the contract describes, and nothing else', () => {
    const routes = execFileSync(server, ['--routes'], { encoding: 'utf8' }).trim().split('\n')
    expect(all.map(({ route }) => route).sort()).toEqual(routes.sort())
  })
})

describe('the contract', () => {
  it('names every operation once', () => {
    const ids = all.map(({ value }) => value.operationId)
    expect(ids.filter((id) => typeof id !== 'string' || !/^[a-z][A-Za-z]+$/.test(id))).toEqual([])
    expect(ids).toHaveLength(new Set(ids).size)
  })

  it('sorts every operation under a tag it explains', () => {
    const tags = (contract.tags as JsonObject[]).map(({ name }) => name)
    for (const { route, value } of all) {
      expect(tags, route).toContain((value.tags as string[])[0])
      expect(value.summary, route).toBeTypeOf('string')
    }
  })

  it.each(all)('$route names its parameters and its problems', ({ route, value }) => {
    const named = ((value.parameters ?? []) as JsonObject[])
      .map((each) => resolved(each) as JsonObject)
      .filter((each) => each.in === 'path')
      .map((each) => each.name)
    expect(named.sort()).toEqual([...route.matchAll(/:(\w+)/g)].map(([, name]) => name).sort())
    const fallback = resolved((value.responses as JsonObject).default)
    expect(isObject(fallback) && isObject(fallback.content) && Object.keys(fallback.content)).toEqual(
      formsOfErrors(route),
    )
  })

  it.each(all)('$route gives examples that hold', ({ value }) => {
    const contents = [...described(value.requestBody, 'body'), ...described(value.responses, 'answers')].filter(
      ({ where }) => where.includes('/content/'),
    )
    for (const { where, value: media } of contents) {
      if (resolved(media.schema) && isObject(media.schema) && media.schema.format === 'binary') continue
      expect(media.example, `${where} has an example`).toBeDefined()
      expect(errorsOf(media.schema as JsonObject, media.example), where).toEqual([])
    }
  })

  it('follows every reference to something', () => {
    const dangling = [...JSON.stringify(contract).matchAll(/"\$ref":"([^"]+)"/g)]
      .map(([, target = '']) => target)
      .filter((target) => resolved({ $ref: target }) === undefined)
    expect(dangling).toEqual([])
  })
})

describe('the page to read of the contract', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-api-page-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const maker = ['scripts/api-page.mjs', 'shared/openapi.yaml', join(folder, 'api.html')]
  execFileSync(process.execPath, maker, { cwd: new URL('../..', import.meta.url) })
  const page = readFileSync(join(folder, 'api.html'), 'utf8')

  it.each(all)('explains $route', ({ route, value }) => {
    const [method, path = ''] = route.split(' ')
    const [, section = ''] = page.split(`<section id="${value.operationId}">`)
    expect(section).toContain(`<code>${method} ${path.replace(/:(\w+)/g, '{$1}')}</code>`)
    for (const status of Object.keys(value.responses as JsonObject))
      if (status !== 'default') expect(section.split('</section>')[0]).toContain(`<h4>${status}</h4>`)
  })

  it('leads everywhere it says', () => {
    const places = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.length).toBeGreaterThan(all.length)
    expect(links.filter((id) => !places.has(id))).toEqual([])
  })

  it('runs nothing', () => {
    expect(page).not.toMatch(/<script| on[a-z]+=|style=/)
  })
})

const formats = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
  email: /^[^@\s]+@[^@\s]+$/,
  uri: (text: string) => URL.canParse(text),
  binary: true as const,
}

/** Schemas refer to each other by `#/components/schemas/...`, so each is judged inside the whole. */
function errorsOf(schema: JsonObject, value: unknown): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats })
  const validate = ajv.compile({ ...schema, components: contract.components })
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
