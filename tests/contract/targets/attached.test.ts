// SPDX-License-Identifier: AGPL-3.0-or-later
// A text that mentions attachments has their names wherever it leaves the server: nobody could open their addresses
// there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Vault } from '../vault-client.ts'
import { Delivering, type Person } from './delivering.ts'

const id = '01931f3c-8f00-7000-8000-000000000401'
const written = `Trip\nBy ![ferry.png](attachment:${id})\n- [ ] Print [the tickets.pdf](attachment:${id})`
const named = 'By ferry.png'
const todo = 'Print the tickets.pdf'

let world: Delivering

beforeAll(async () => {
  world = await Delivering.start()
})

afterAll(() => world[Symbol.asyncDispose]())

async function write(person: Person): Promise<void> {
  const { items } = (await person.ask('GET /api/v1/workspaces')).body
  const path = `/api/v1/workspaces/${items[0].id}/documents`
  const answer = await person.ask(
    'POST /api/v1/workspaces/:workspace_id/documents',
    { json: { content: written } },
    path,
  )
  expect(answer.status).toBe(201)
}

describe.concurrent('the names of attachments', () => {
  it.each(['notion', 'webhook'])('are at the target %s', async (target) => {
    const ann = await world.person(target, `ann-${target}`, 'page_text')
    await write(ann)
    await ann.setUp()
    await ann.until(named, () => ann.texts().join('\n').includes(named))
    await ann.untilAtRest()
    const all = ann.texts().join('\n')
    expect(all).toContain(todo)
    expect(all).not.toContain('attachment:')
    expect(ann.emulated.service.violations).toEqual([])
  })

  it('are in to-dos, of targets and of programs', async () => {
    const bea = await world.person('webhook', 'bea-todos', 'todo')
    await write(bea)
    await bea.setUp()
    await bea.untilThere([todo])
    const { items } = (await bea.ask('GET /api/v1/todos')).body
    expect(items.map(({ text }: { text: string }) => text)).toEqual([todo])
  })

  it('are in a vault', async () => {
    const kim = await world.person('webhook', 'kim-vault', 'page_text')
    const { api_key: key } = (await kim.ask('POST /v1/obsidian/enable')).body
    await write(kim)
    const [note] = (await new Vault(world.api, key).ask()).body.notebooks
    expect(note.pages[0].ocr_text).toBe(`Trip\n${named}\n- [ ] ${todo}`)
  })
})
