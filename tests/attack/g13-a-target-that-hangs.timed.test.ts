// SPDX-License-Identifier: AGPL-3.0-or-later
// A service that answers no call holds up its own target and none of its owners' others. How soon the others have a
// change is a figure of `make bench` (targets-beside).
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuid } from '../contract/library.ts'
import { Delivering, Person } from '../contract/targets/delivering.ts'
import { emulators } from '../contract/targets/emulators.ts'
import { Vault } from '../contract/vault-client.ts'

const targets = Object.keys(emulators)
const changes = 3

let world: Delivering

beforeAll(async () => {
  world = await Delivering.start()
})

afterAll(() => world[Symbol.asyncDispose]())

/** Somebody with all targets of the server. */
interface Owner {
  first: Person
  pushed: Person[]
  pulled: Vault
}

async function owner(who: string): Promise<Owner> {
  const first = await world.person(targets[0] ?? '', who)
  const { items } = (await first.ask('GET /api/v1/targets')).body
  const pushed: Person[] = []
  for (const [target, emulated] of Object.entries(world.emulated)) {
    const { accepts } = items.find(({ name }: { name: string }) => name === target)
    const type = ['page_text', 'highlight', 'notebook', 'todo'].find((each) => accepts.includes(each)) ?? ''
    const { token, id } = first
    const person = new Person(world, emulated, { target, who, type, token, id })
    if (target !== first.target) await person.connect()
    await person.setUp()
    pushed.push(person)
  }
  const { api_key } = (await first.ask('POST /v1/obsidian/enable')).body
  return { first, pushed, pulled: new Vault(world.api, api_key) }
}

/** One page, with the word as its text, its to-do and what is marked on it. */
function libraryWith(word: string) {
  const marked = { original_text: word, color: 'yellow', rects: [{ x: 1, y: 1, width: 2, height: 3 }] }
  const page = {
    ...{ page_uuid: uuid(11), has_ink: false, typed_text: word, typed_markdown: `- [ ] ${word}` },
    highlights: [marked],
  }
  const notebook = { notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary', pages: [page] }
  return { scope: 'library', notebooks: [notebook] }
}

const hangs = (person: Person) => person.calls().filter(({ fault }) => fault?.includes('hang')).length

it.for(targets)('three people’s other targets get each change while %s answers no call', async (hanging) => {
  const owners: Owner[] = []
  for (const name of ['ann', 'bea', 'cy']) owners.push(await owner(`${name}-${hanging}`))
  const lacking = async (word: string, chosen: (person: Person) => boolean) => {
    const pushed = owners.flatMap((each) => each.pushed).filter(chosen)
    const without = pushed.filter((person) => !person.texts().some((text) => text.includes(word)))
    const pulled = await Promise.all(owners.map(async (each) => JSON.stringify((await each.pulled.ask()).body)))
    return [
      ...without.map(({ target, who }) => `${target} of ${who}`),
      ...pulled.flatMap((notes) => (notes.includes(word) ? [] : ['obsidian'])),
    ]
  }
  const write = (word: string) => Promise.all(owners.map(({ first }) => first.announce(libraryWith(word))))
  await write('Before')
  await expect.poll(() => lacking('Before', () => true)).toEqual([])
  for (const person of owners.flatMap(({ pushed }) => pushed)) await person.untilAtRest()

  const hung = owners.flatMap(({ pushed }) => pushed.filter(({ target }) => target === hanging))
  for (const person of hung) person.suffer({ hang: true, times: 1_000_000 })
  for (let change = 1; change <= changes; change++) {
    await write(`Change ${change}.`)
    await expect.poll(() => lacking(`Change ${change}.`, ({ target }) => target !== hanging)).toEqual([])
  }
  await expect.poll(() => hung.filter((person) => hangs(person) === 0)).toEqual([])
  // No call to it has ended, so nothing waited for one.
  const ids = owners.map(({ first }) => `'${first.id}'`).join()
  const ended = await world.ask(
    `SELECT count(*) FROM sync_queue
     WHERE target_name = '${hanging}' AND error_class IS NOT NULL AND user_id IN (${ids})`,
  )
  expect(ended.trim()).toBe('0')
})
