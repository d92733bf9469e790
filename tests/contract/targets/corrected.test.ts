// SPDX-License-Identifier: AGPL-3.0-or-later
// A page is transcribed, corrected by a person, and redrawn with one more line: the correction and the new line arrive
// at each target.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClaude } from '../../../e2e/emulators/claude/claude.mjs'
import { notebook, uuid } from '../library.ts'
import { hashOf, pictureOf } from '../reading.ts'
import { Vault } from '../vault-client.ts'
import { Delivering, type Person } from './delivering.ts'

const transcribed = 'Buy egs\nCall Ann'
const corrected = 'Buy eggs\nCall Ann'
const redrawn = `${transcribed}\nWater plants`
const merged = `${corrected}\nWater plants`

let claude: Awaited<ReturnType<typeof startClaude>>
let world: Delivering

beforeAll(async () => {
  claude = await startClaude({ keys: ['sk-ours'] })
  claude.texts({ [hashOf(1)]: transcribed, [hashOf(2)]: redrawn })
  const settings = { RMIRROR_ANTHROPIC_API_KEY: 'sk-ours', RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address }
  world = await Delivering.start('all', settings)
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await claude.close()
})

/** The page's handwriting is this look, and is read. */
async function draw(person: Person, look: number): Promise<string> {
  const pages = [{ page_uuid: uuid(1), ink_hash: `i1:${look}`, has_ink: true }]
  await person.announce({ scope: 'library', notebooks: [{ ...notebook(1, []), pages }] })
  const device = person.device(1)
  expect((await device.put(1, {}, '', pictureOf(look), look)).status).toBe(200)
  await person.until('the transcription', async () => (await device.page(1)).body.ocr_status === 'completed')
  return (await device.page(1)).body.id
}

async function correct(person: Person, id: string): Promise<void> {
  const question = { headers: { 'if-match': '*' }, json: { content: corrected } }
  expect((await person.ask('PUT /api/v1/documents/:id', question, `/api/v1/documents/${id}`)).status).toBe(200)
}

describe.concurrent('the correction and the new line', () => {
  it.each(['notion', 'webhook'])('are at the target %s', async (target) => {
    const ann = await world.person(target, `ann-${target}`, 'page_text')
    const id = await draw(ann, 1)
    await ann.setUp()
    // In Notion the page's picture stands above its text.
    const says = () => ann.texts().map((text) => text.trim())
    const untilItSays = (text: string) => ann.until(text, () => says().join('\n\n') === text)
    await untilItSays(transcribed)
    await correct(ann, id)
    await untilItSays(corrected)
    await draw(ann, 2)
    await untilItSays(merged)
    await ann.untilAtRest()
    expect(says()).toEqual([merged])
    expect(ann.emulated.service.violations).toEqual([])
  })

  it('are in a vault', async () => {
    const bea = await world.person('webhook', 'bea-vault', 'page_text')
    const { api_key: key } = (await bea.ask('POST /v1/obsidian/enable')).body
    const vault = new Vault(world.api, key)
    await correct(bea, await draw(bea, 1))
    await vault.sync()
    await draw(bea, 2)
    const [changed] = (await vault.ask()).body.notebooks
    expect(JSON.stringify(changed)).toContain(JSON.stringify(merged).slice(1, -1))
  })
})
