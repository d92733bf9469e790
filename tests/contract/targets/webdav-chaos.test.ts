// SPDX-License-Identifier: AGPL-3.0-or-later
// A person edits, renames and copies notes on WebDAV servers, a tablet changes its library, and rMirror delivers in
// between while its worker is killed: no word of theirs is lost, and nothing of ours is there twice. `make chaos` does
// it 500 times (CHAOS_ROUNDS).
import { expect, it } from 'vitest'
import type { Fault } from '../../../e2e/emulators/targets/faults.mjs'
import { startWebDav } from '../../../e2e/emulators/webdav.mjs'
import { Random } from '../../generator/prng.ts'
import { kill, type Program } from '../../world/programs.ts'
import { testSeed } from '../../world/seed.ts'
import { countOf, type EditedVault, type Person, theirsIn } from '../../world/vault-person.ts'
import { isAbout, remoteEdits } from '../../world/vault-remote-edits.ts'
import { phraseOf, type Tablet } from '../../world/vault-tablet.ts'
import { type Person as Account, Delivering } from './delivering.ts'
import { manifestOf } from './vault-manifest.ts'

/** On all servers together. */
const rounds = Number(process.env.CHAOS_ROUNDS ?? 60)
/** A failure names it. The same edits come again with it, but workers may be killed at other moments. */
const seed = testSeed
const random = new Random(seed)

type Service = Awaited<ReturnType<typeof startWebDav>>['service']
type Habits = Partial<Pick<Service, 'etags' | 'moves' | 'ignoresCase'>>

const servers: [name: string, per: 'notebook' | 'page', habits: Habits][] = [
  ['usual', 'notebook', {}],
  ['plain', 'notebook', { etags: 'none', moves: false }],
  ['windows', 'notebook', { etags: 'weak', ignoresCase: true }],
  ['pages', 'page', { ignoresCase: true }],
  ['plain-pages', 'page', { ignoresCase: true, moves: false }],
]

/** A person's notes on one server, and what is edited on both sides. */
class Cloud implements EditedVault, AsyncDisposable {
  readonly kim: Account
  readonly #who: string
  readonly #server: Awaited<ReturnType<typeof startWebDav>>
  readonly #tablet: Tablet
  readonly #person: Person
  readonly #noteDelivery: () => void
  /** Before the delivery. */
  #before: string[] = []
  #theirs = new Set<string>()
  #faults: Fault[] = []
  #hangsBefore = 0

  private constructor(kim: Account, per: 'notebook' | 'page', server: Awaited<ReturnType<typeof startWebDav>>) {
    this.kim = kim
    this.#who = kim.who
    this.#server = server
    const { tablet, person, delivered } = remoteEdits(this, random, per)
    this.#tablet = tablet
    this.#person = person
    this.#noteDelivery = delivered
  }

  static async open(world: Delivering, [who, per, habits]: (typeof servers)[number]): Promise<Cloud> {
    const server = await startWebDav()
    Object.assign(server.service, habits)
    server.service.admit(who, 'secret')
    const kim = await world.person('webdav', who, 'notebook')
    const address = `${server.address}/dav/${who}`
    const by_page = per === 'page' ? 'on' : 'off'
    const settings = { address, user_name: who, password: 'secret', by_page }
    expect((await kim.integration('PUT', { settings })).status).toBe(200)
    return new Cloud(kim, per, server)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close()
  }

  paths(): string[] {
    return [...this.#service.filesOf(this.#who).keys()].filter((path) => path.endsWith('.md'))
  }

  text(path: string): string {
    return `${this.#service.filesOf(this.#who).get(path)?.content ?? ''}`
  }

  write(path: string, text: string): void {
    this.#service.edit(this.#who, path, text)
  }

  rename(from: string, to: string): void {
    const text = this.text(from)
    this.#service.edit(this.#who, from, undefined)
    this.write(to, text)
  }

  /** `hangs`: one of the calls that follow is never answered. */
  edit({ hangs }: { hangs: boolean }): void {
    for (let edits = 1 + random.integer(4); edits > 0; edits--) {
      if (random.chance(0.5)) this.#tablet.change()
      else this.#person.edit()
    }
    this.#before = this.#texts()
    this.#theirs = theirsIn(this.#before)
    if (hangs) this.#hang()
    // A server without ETags can't tell that a file was saved at the very moment.
    if (this.#service.etags === 'strong' && random.chance(0.3)) this.#service.meanwhile = (path) => this.#save(path)
  }

  announce(): Promise<void> {
    return this.kim.announce(manifestOf(this.#tablet.notebooks))
  }

  /** Whether a call waits for its answer. */
  get isHanging(): boolean {
    return this.#hangs() > this.#hangsBefore
  }

  mend(): void {
    for (const fault of this.#faults.splice(0)) this.#service.faults.drop(fault)
  }

  async check(where: string): Promise<void> {
    const what = `${where}, ${this.#who}`
    this.#noteDelivery()
    const after = this.#texts()
    const lost = [...this.#theirs].filter((words) => countOf(words, after) === 0)
    expect(lost, `lost, ${what}`).toEqual([])
    const doubled = this.#tablet.notebooks.flatMap(({ uuid, pages }) => {
      const [then, now] = [this.#before, after].map((texts) => texts.filter((text) => isAbout(text, uuid)))
      const isDoubled = (words: string) => countOf(words, now ?? []) > Math.max(1, countOf(words, then ?? []))
      return pages.map(phraseOf).filter(isDoubled)
    })
    expect(doubled, `twice, ${what}`).toEqual([])
    const failed = (await this.kim.records()).filter(({ status }) => status !== 'success')
    expect(failed, `failed, ${what}`).toEqual([])
    expect(this.#service.violations, what).toEqual([])
  }

  /** All that isn't kept from being updated says what the tablet says at last, and then rMirror is still. */
  async end(): Promise<void> {
    this.#tablet.rewrite()
    await this.announce()
    await this.kim.untilAtRest()
    const records = await this.kim.records()
    const kept = new Set(records.flatMap(({ item_key, kept }) => (kept > 0 ? [item_key] : [])))
    const { items } = (await this.kim.ask('GET /api/v1/notebooks/tree')).body
    const free = items.filter(({ id }: { id: string }) => !kept.has(id))
    const uuids = new Set(free.map(({ notebook_uuid }: { notebook_uuid: string }) => notebook_uuid))
    const shown = this.#tablet.notebooks.filter(({ uuid, isTrashed }) => !isTrashed && uuids.has(uuid))
    const phrases = shown.flatMap(({ pages }) => pages.map(phraseOf))
    const texts = this.#texts()
    expect(phrases.filter((words) => countOf(words, texts) === 0)).toEqual([])
    const calls = this.#service.requests.length
    await this.announce()
    await this.kim.syncNow()
    expect(this.#service.requests).toHaveLength(calls)
  }

  get #service(): Service {
    return this.#server.service
  }

  #texts(): string[] {
    return this.paths().map((path) => this.text(path))
  }

  #hangs(): number {
    return this.#service.requests.filter(({ fault }) => fault?.includes('hang')).length
  }

  #hang(): void {
    const method = random.pick(['GET', 'PROPFIND', 'PUT', 'PUT', 'MOVE', 'DELETE'])
    const fault = { hang: true, method, before: random.pick(['effect', 'answer'] as const) }
    this.#hangsBefore = this.#hangs()
    this.#faults.push(fault)
    this.#service.faults.add(fault)
  }

  /** The person saves a file while a delivery writes it. */
  #save(path: string): void {
    const words = this.#person.words()
    this.#theirs.add(words)
    this.write(path, `${this.text(path)}\n${words}\n`)
  }
}

/** Another worker in the place of one that is killed, if possible in the middle of a call. */
async function replaced(worker: Program, world: Delivering, clouds: Cloud[]): Promise<Program> {
  const isReady = async (cloud: Cloud) => cloud.isHanging || (await cloud.kim.isAtRest())
  await Promise.all(clouds.map((cloud) => cloud.kim.until('a call that hangs, or rest', () => isReady(cloud))))
  await kill(worker)
  for (const cloud of clouds) cloud.mend()
  await world.endLeases()
  return world.startWorker()
}

it(`${rounds} rounds of edits on both sides lose no word and double none (seed ${seed})`, async () => {
  await using world = await Delivering.start('api')
  const clouds: Cloud[] = []
  let worker = await world.startWorker()
  try {
    for (const server of servers) clouds.push(await Cloud.open(world, server))
    for (let round = 0; round * clouds.length < rounds; round++) {
      const isKilled = random.chance(0.2)
      for (const cloud of clouds) cloud.edit({ hangs: isKilled })
      for (const cloud of clouds) await cloud.announce()
      if (isKilled) worker = await replaced(worker, world, clouds)
      await Promise.all(clouds.map((cloud) => cloud.kim.untilAtRest()))
      for (const cloud of clouds) await cloud.check(`seed ${seed}, round ${round}`)
    }
    for (const cloud of clouds) await cloud.end()
  } finally {
    await worker[Symbol.asyncDispose]()
    for (const cloud of clouds) await cloud[Symbol.asyncDispose]()
  }
})
