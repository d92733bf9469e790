// SPDX-License-Identifier: AGPL-3.0-or-later
// Each operation that takes an id, asked in each role, for what is shared, what isn't, and what there isn't. A new
// operation fails here until cases.ts says what kind it is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Question } from '../answers.ts'
import { operations } from '../openapi.ts'
import { type Case, type Cases, furnished, isNothing, unknownOf } from './cases.ts'
import { House, pathOf, words } from './house.ts'
import { privately, type Role, roles, table, unknown, type Verdict } from './table.ts'

let house: House
let cases: Cases

beforeAll(async () => {
  house = await House.open()
  cases = await furnished(house)
})

afterAll(async () => {
  await house[Symbol.asyncDispose]()
})

function ask(operation: string, each: Case, role: Role, ids: string[]): Promise<Answer> {
  const { question = {}, query = '', queryOf, bodyOf } = each
  const [id = ''] = ids
  const caller: Question = house.callers[role] ?? {}
  const headers = { ...caller.headers, ...question.headers }
  const path = pathOf(operation, ids) + (queryOf?.(id) ?? query)
  return house.api.ask(operation, { ...question, ...caller, headers, ...(bodyOf && { json: bodyOf(id) }) }, path)
}

/** All that an answer tells, without which request it answers. */
function told({ status, headers, bytes }: Answer): string {
  const told = [...headers].filter(([name]) => name !== 'date' && !name.endsWith('request-id'))
  const text = new TextDecoder().decode(bytes).replace(/"request_id":"[^"]*"/, '')
  return JSON.stringify([status, told, text])
}

const isAllowed = ({ status }: Answer) => status < 500 && ![401, 403, 404].includes(status)

const knowsShared = (role: Role) => ['holder of a link', 'viewer', 'member', 'owner', 'person'].includes(role)

/** The words that an answer has and may not have. */
function leaked(answer: Answer, role: Role): string[] {
  if (role === 'person') return []
  const text = told(answer).toLowerCase()
  const forbidden = isAllowed(answer) && knowsShared(role) ? [words.private] : [words.private, words.shared]
  return forbidden.filter((word) => text.includes(word))
}

interface Target {
  name: string
  ids: string[]
  row: Record<Role, Verdict>
  place?: 'shared' | 'private'
}

function targetsOf(each: Case): Target[] {
  const { kind, shared, private: own, ids } = each
  return [
    ...(shared ? [{ name: 'shared', ids: shared, row: table[kind], place: 'shared' as const }] : []),
    ...(own ? [{ name: 'private', ids: own, row: privately(kind), place: 'private' as const }] : []),
    ...(ids ? [{ name: 'known', ids, row: table[kind] }] : []),
  ]
}

/** One role's answers about one operation. */
class Asking {
  readonly operation: string
  readonly each: Case
  readonly role: Role
  /** What all are told. */
  readonly told: Set<string>
  readonly faults: string[] = []
  /** What the role is told of what it has no right to know of, and of nothing: always the same. */
  readonly #nothings = new Set<string>()

  constructor(operation: string, each: Case, role: Role, told: Set<string>) {
    this.operation = operation
    this.each = each
    this.role = role
    this.told = told
  }

  async walk(): Promise<string[]> {
    const { each } = this
    const targets = targetsOf(each)
    for (const ids of unknownOf(each, targets[0]?.ids ?? [])) await this.#askForNothing(ids)
    for (const target of targets) await this.#askFor(target)
    if (this.#nothings.size > 1) this.faults.push(`is told of nothing as ${[...this.#nothings].join(' and ')}`)
    return this.faults.map((fault) => `${this.role}: ${fault}`)
  }

  async #askForNothing(ids: string[]): Promise<void> {
    const answer = await this.#ask('nothing', ids)
    const { kind } = this.each
    const verdict = table[kind][this.role]
    // Who is refused because of the role is refused before anything is looked up.
    if (answer.status === 403 && verdict === 403) return
    this.#judge('nothing', answer, unknown(kind)[this.role], verdict !== 'may' || ids.every(isNothing))
  }

  async #askFor({ name, ids, row, place }: Target): Promise<void> {
    const verdict = row[this.role]
    const spare = verdict === 'may' ? await this.each.spare?.(place) : undefined
    this.#judge(name, await this.#ask(name, spare ?? ids), verdict)
  }

  async #ask(name: string, ids: string[]): Promise<Answer> {
    const answer = await ask(this.operation, this.each, this.role, ids)
    this.faults.push(...leaked(answer, this.role).map((word) => `${name} shows ${word}`))
    return answer
  }

  #judge(name: string, answer: Answer, verdict: Verdict, hides = true): void {
    if (!this.#isRight(answer, verdict)) this.faults.push(`${name}: ${verdict} expected: ${told(answer)}`)
    if (verdict === 'as all') this.told.add(told(answer))
    if (hides && (verdict === 401 || verdict === 404)) this.#nothings.add(told(answer))
  }

  #isRight(answer: Answer, verdict: Verdict): boolean {
    if (verdict === 'may') return isAllowed(answer)
    return verdict === 'as all' ? ![401, 403].includes(answer.status) : answer.status === verdict
  }
}

async function faultsOf(operation: string, each: Case): Promise<string[]> {
  const faults: string[] = []
  const told = new Set<string>()
  // Who may not, changes nothing, and can ask at once.
  const isRefused = (role: Role) => targetsOf(each).every(({ row }) => row[role] !== 'may')
  const refused = roles.filter(isRefused).map((role) => new Asking(operation, each, role, told).walk())
  faults.push(...(await Promise.all(refused)).flat())
  for (const role of roles.filter((role) => !isRefused(role)))
    faults.push(...(await new Asking(operation, each, role, told).walk()))
  return told.size > 1 ? [...faults, `all: ${[...told].join(' and ')}`] : faults
}

const takesId = (route: string) => route.includes(':')

describe('who may do it', () => {
  for (const { route } of operations().filter(({ route }) => takesId(route)))
    it(route, async () => {
      const asked = cases[route]
      expect(asked, 'cases.ts says what kind of operation it is.').toBeDefined()
      for (const each of asked ?? []) expect(await faultsOf(route, each)).toEqual([])
    })

  it('where the id is in the query or the body', async () => {
    const routes = Object.keys(cases).filter((route) => !takesId(route))
    expect(routes).not.toEqual([])
    for (const route of routes)
      for (const each of cases[route] ?? []) expect(await faultsOf(route, each), route).toEqual([])
  })

  it('asks for nothing that the contract has not', () => {
    const known = operations().map(({ route }) => route)
    expect(Object.keys(cases).filter((route) => !known.includes(route))).toEqual([])
  })
})

describe('what is listed without an id', () => {
  const lists = operations().filter(({ route }) => route.startsWith('GET') && !takesId(route))

  for (const role of roles.filter((role) => role !== 'person'))
    it(`shows the ${role} nothing of others`, async () => {
      const shown: string[] = []
      for (const { route, value } of lists) {
        const query = route === 'GET /api/v1/search' ? `?q=${words.shared}` : ''
        const answer = await ask(route, { kind: 'read', query }, role, [])
        shown.push(...leaked(answer, role).map((word) => `${route} shows ${word}`))
        const isForPeople = Array.isArray(value.security) && value.security.length > 0
        if (isForPeople && house.callers[role]?.token === undefined) expect(answer.status, route).toBe(401)
      }
      expect(shown).toEqual([])
    })
})
