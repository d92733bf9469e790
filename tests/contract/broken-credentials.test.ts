// SPDX-License-Identifier: AGPL-3.0-or-later
// Credentials that cannot be opened, and master keys that are replaced, as people meet them: servers beside each other
// on one database, each with keys of its own.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startReadwise } from '../../e2e/emulators/readwise.mjs'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { Device, page, signUp, uuid } from './library.ts'
import { of } from './reading.ts'

const key = (letter: string) => `${letter}:${Buffer.alloc(32, letter).toString('base64')}`
let readwise: Awaited<ReturnType<typeof startReadwise>>
let database: Program
let people = 0
const sql = (text: string) => askDatabase(database.said, text)

beforeAll(async () => {
  readwise = await startReadwise()
  database = await startDatabase()
})

afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await readwise.close()
})

function settings(...keys: string[]) {
  return { RMIRROR_TEST_READWISE_BASE_URL: readwise.address, RMIRROR_MASTER_KEYS: keys.map(key).join(',') }
}

const serverWith = (keys: string[], role: 'all' | 'api' = 'all') =>
  startServer(database.said, settings(...keys), 'native', role)

/** A person with Readwise, who can be served by any of the servers. */
class Person {
  readonly token: string
  readonly where: string
  readonly who: string
  readonly #session: string

  constructor(who: string, session: string) {
    this.who = `${who}@example.org`
    this.token = `token-of-${who}`
    this.where = of(this.who)
    this.#session = session
  }

  static async at(server: Program): Promise<Person> {
    const who = `person${++people}`
    const person = new Person(who, await signUp(new Api(server.said), `${who}@example.org`))
    const known = Array.from({ length: people }, (_, index) => `token-of-person${index + 1}`)
    await fetch(`${readwise.address}/emulator/tokens`, { method: 'PUT', body: JSON.stringify(known) })
    return person
  }

  ask(server: Program, operation: string, json?: object, target = 'readwise') {
    const path = operation.split(' ')[1]?.replace(':target_name', target)
    return new Api(server.said).ask(operation, { token: this.#session, ...(json && { json: json as never }) }, path)
  }

  setUp(server: Program) {
    return this.ask(server, 'PUT /api/v1/integrations/:target_name', { settings: { token: this.token } })
  }

  async send(server: Program, ...highlights: string[]): Promise<void> {
    const marks = highlights.map((original_text) => ({ original_text }))
    const pages = [{ ...page(1), highlights: marks }]
    const notebooks = [{ notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary', pages }]
    const device = new Device(new Api(server.said), this.#session, 1)
    expect((await device.announceManifest({ scope: 'library', notebooks })).status).toBe(200)
  }

  integration = async (server: Program) => (await this.ask(server, 'GET /api/v1/integrations/:target_name')).body
  status = async (server: Program) => (await this.ask(server, 'GET /api/v1/connections')).body.items[0].status
  test = async (server: Program) => (await this.ask(server, 'POST /api/v1/integrations/:target_name/test', {})).body
  arrived = () => JSON.stringify((readwise.service.state() as Record<string, unknown>)[this.token] ?? '')
}

it('are broken for a server without their key, which leaves them to one that has it', async () => {
  const server = await serverWith(['a'])
  const ada = await Person.at(server)
  await ada.send(server, 'first')
  expect((await ada.setUp(server)).status).toBe(200)
  await expect.poll(ada.arrived).toContain('first')
  const change = (where: Program, more: object) => {
    const json = { settings: { address: 'https://example.org/notes' }, ...more }
    return ada.ask(where, 'PUT /api/v1/integrations/:target_name', json, 'webhook')
  }
  expect((await change(server, { is_enabled: false })).body.drawn).toHaveProperty('signing_secret')
  await server[Symbol.asyncDispose]()

  await using other = await serverWith(['b'])
  await ada.send(other, 'first', 'second')
  const queued = () => sql(`SELECT count(*) FROM sync_queue WHERE ${ada.where} AND status = 'retry'`)
  await expect.poll(queued).toBe('1')
  expect(await ada.status(other)).toBe('broken')
  expect(await ada.integration(other)).toMatchObject({ state: 'active', stopped: null })
  const unopened = {
    ok: false,
    error_class: 'auth_error',
    error_message: expect.stringMatching(/lacks its key/),
  }
  expect(await ada.test(other)).toEqual(unopened)
  // What is said of anything else is taken, and the credential left alone.
  for (const is_enabled of [false, true]) {
    const saved = await ada.ask(other, 'PUT /api/v1/integrations/:target_name', { settings: {}, is_enabled })
    expect(saved.body).toMatchObject({ is_enabled, secrets: { token: true }, drawn: {} })
  }
  expect((await change(other, { is_enabled: false })).body).toMatchObject({
    drawn: {},
    secrets: { signing_secret: true },
  })
  expect(sql(`SELECT DISTINCT status, key_id FROM connections WHERE ${ada.where}`)).toBe('active|a')

  // Both may take it; in time it comes to the one that can.
  await using both = await serverWith(['b', 'a'])
  const hurried = () => {
    sql(`UPDATE sync_queue SET run_after = now() WHERE ${ada.where} AND status = 'retry'`)
    return ada.arrived()
  }
  await expect.poll(hurried).toContain('second')
  expect(await ada.status(both)).toBe('active')
})

it('are broken when they were tampered with or belong to another user, and work again after', async () => {
  await using server = await serverWith(['a'])
  const [ada, bob] = [await Person.at(server), await Person.at(server)]
  for (const person of [ada, bob]) await person.setUp(server)
  const credentialOf = (person: Person) => sql(`SELECT credential FROM connections WHERE ${person.where}`)
  const own = credentialOf(ada)
  const others = `'${credentialOf(bob)}'`
  let marks: string[] = []
  for (const broken of [others, `set_byte(credential, 30, get_byte(credential, 30) # 1)`, `'{"token":"plain"}'`]) {
    sql(`UPDATE connections SET credential = ${broken} WHERE ${ada.where}`)
    marks = [...marks, `mark ${marks.length}`]
    await ada.send(server, ...marks)
    await expect.poll(async () => (await ada.integration(server)).state).toBe('stopped')
    expect((await ada.integration(server)).stopped).toMatchObject({ error_class: 'auth_error' })
    expect(await ada.status(server)).toBe('broken')
    expect(await bob.status(server)).toBe('active')
    const said = expect.stringMatching(/can't be decrypted. Enter it again/)
    expect(await ada.test(server)).toMatchObject({ ok: false, error_message: said })
    const put = (is_enabled: boolean) =>
      ada.ask(server, 'PUT /api/v1/integrations/:target_name', { settings: {}, is_enabled })
    const refused = await put(true)
    expect(refused.body).toMatchObject({ status: 400, field: 'settings.token', detail: said })
    expect((await put(false)).body.state).toBe('paused')
    sql(`UPDATE connections SET credential = '${own}' WHERE ${ada.where}`)
    expect((await put(true)).status).toBe(200)
    expect(await ada.test(server)).toMatchObject({ ok: true })
    await expect.poll(ada.arrived).toContain(marks.at(-1))
    expect(await ada.status(server)).toBe('active')
  }
  await ada.ask(server, 'DELETE /api/v1/integrations/:target_name', undefined, 'readwise?made=remove')
  await expect.poll(() => sql(`SELECT count(*) FROM connections WHERE ${ada.where}`)).toBe('0')
  expect(ada.arrived()).not.toContain('mark')
})

// Requirements §6.8, check 9.
it('are opened at every moment while the master key is replaced', async () => {
  await using before = await serverWith(['o', 'n'], 'api')
  await using after = await serverWith(['n', 'o'], 'api')
  const crowd: Person[] = []
  for (let number = 0; number < 4; ++number) {
    crowd.push(await Person.at(before))
    await crowd.at(-1)?.setUp(before)
  }
  let isOver = false
  const seen: string[] = []
  const live = async (person: Person, server: Program) => {
    const credential = { provider: 'readwise', token: person.token }
    for (let round = 0; !isOver; ++round) {
      if (round % 3 === 0) await person.ask(server, 'POST /api/v1/connections', credential)
      seen.push(await person.status(before), await person.status(after))
    }
  }
  const lives = crowd.map((person, index) => live(person, index % 2 === 0 ? before : after))
  const environment = { RMIRROR_DATABASE_URL: database.said, RMIRROR_DATA_DIR: '/nowhere', ...settings('n', 'o') }
  // It ends with an error as long as something is left.
  const rotate = async (): Promise<string> => {
    const ended = promisify(execFile)('build/native/rmirror-server', ['--rotate-keys'], { env: environment })
    return (await ended.catch((error) => error)).stdout
  }
  for (let times = 0; times < 5; ++times) expect(await rotate()).toContain('encrypted anew with key n: ')
  isOver = true
  await Promise.all(lives)
  expect(new Set(seen)).toEqual(new Set(['active']))
  expect(seen.length).toBeGreaterThan(20)

  expect(await rotate()).toMatch(
    /^Credentials encrypted anew with key n: \d+\.\nStill encrypted with key a: 3\. The key isn't set here\.\n$/,
  )
  await using alone = await serverWith(['n'], 'api')
  for (const person of crowd) expect(await person.test(alone)).toMatchObject({ ok: true })
})
