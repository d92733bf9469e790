// SPDX-License-Identifier: AGPL-3.0-or-later
// What a webhook's receiver can rely on, and where its address may not lead.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'

let world: Delivering
/** As operators have it who have said nothing. */
let careful: Delivering

beforeAll(async () => {
  ;[world, careful] = await Promise.all([Delivering.start(), Delivering.start('all', { RMIRROR_PRIVATE_URLS: 'off' })])
})

afterAll(() => Promise.all([world, careful].map((each) => each[Symbol.asyncDispose]())))

interface Event {
  path: string
  id: string
  type: string
  data: { id: string; text?: string; visible_name?: string; pictures?: { url: string }[] }
  times: number
}

const events = (kim: Person): Event[] =>
  kim.emulated.service.state().events.filter(({ path }: Event) => path === `/${kim.who}/events`)
const of = (kim: Person, type: string) => events(kim).filter((event) => event.type === type)

async function connected(who: string, texts: string[]): Promise<Person> {
  const kim = await world.person('webhook', who)
  await kim.write(texts)
  await kim.setUp()
  await kim.untilThere(texts)
  await kim.untilAtRest()
  return kim
}

describe.concurrent('an event', () => {
  it('tells of a notebook, its pages and what is on them, signed by the secret that was shown', async () => {
    const kim = await world.person('webhook', 'types')
    const page = { page_uuid: uuid(10), has_ink: false, typed_text: 'Milk', typed_markdown: '- [ ] Milk' }
    const highlights = [{ original_text: 'To be', rects: [{ x: 1, y: 1, width: 2, height: 3 }] }]
    const diary = { notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'Diary' }
    await kim.announce({ scope: 'library', notebooks: [{ ...diary, pages: [{ ...page, highlights }] }] })
    await kim.setUp()
    await kim.until('all of it', () => events(kim).length === 5)
    expect(
      events(kim)
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual([
      'highlight.updated',
      'notebook.updated',
      'notebook_metadata.updated',
      'page_text.updated',
      'todo.updated',
    ])
    expect(of(kim, 'notebook_metadata.updated')[0]?.data.visible_name).toBe('Diary')
    expect(of(kim, 'todo.updated')[0]?.data).toMatchObject({ text: 'Milk', page_uuid: uuid(10) })
    expect(kim.emulated.service.violations).toEqual([])
  })

  it('tells what a person made of a text and of a highlight', async () => {
    const kim = await connected('corrected', ['To bee'])
    const [marked] = of(kim, 'highlight.updated')
    const id = String(marked?.data.id)
    const change = { json: { corrected_text: 'To be', note: 'Shakespeare' } }
    expect((await kim.ask('PATCH /api/v1/highlights/:id', change, `/api/v1/highlights/${id}`)).body).toMatchObject({
      original_text: 'To bee',
      corrected_text: 'To be',
      note: 'Shakespeare',
    })
    const written = { headers: { 'if-match': '*' }, json: { content: '- [ ] Read it' } }
    const path = `/api/v1/notebooks/${uuid(1)}/pages/${uuid(1000)}`
    const page = (await kim.ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', {}, path)).body
    expect((await kim.ask('PUT /api/v1/documents/:id', written, `/api/v1/documents/${page.id}`)).status).toBe(200)
    await kim.until(
      'all of it',
      () => of(kim, 'todo.updated').length === 1 && of(kim, 'highlight.updated').length === 2,
    )
    await kim.untilAtRest()
    expect(of(kim, 'highlight.updated').at(-1)?.data).toMatchObject({ id, text: 'To be', note: 'Shakespeare' })
    expect(of(kim, 'page_text.updated').at(-1)?.data.text).toBe('- [ ] Read it')
    // A device that sends the page again changes neither.
    await kim.write(['To bee'])
    await kim.untilAtRest()
    expect(of(kim, 'highlight.updated')).toHaveLength(2)
    for (const [refused, path] of [
      [{}, id],
      [{ note: 7 }, id],
      [{ note: 'x'.repeat(100_001) }, id],
    ] as const)
      expect(
        (await kim.ask('PATCH /api/v1/highlights/:id', { json: refused }, `/api/v1/highlights/${path}`)).status,
      ).toBe(400)
    for (const none of [uuid(1), 'x'])
      expect(
        (await kim.ask('PATCH /api/v1/highlights/:id', { json: { note: '' } }, `/api/v1/highlights/${none}`)).status,
      ).toBe(404)
    const back = await kim.ask(
      'PATCH /api/v1/highlights/:id',
      { json: { corrected_text: null } },
      `/api/v1/highlights/${id}`,
    )
    expect(back.body).toMatchObject({ corrected_text: null, note: 'Shakespeare' })
  })

  it('links to the pictures of its page', async () => {
    const kim = await connected('pictures', [])
    const device = kim.device(7)
    expect((await device.announce([70])).status).toBe(200)
    expect((await device.put(70)).status).toBe(200)
    const pictures = () => of(kim, 'page_text.updated').flatMap(({ data }) => data.pictures ?? [])
    await kim.until('a picture', () => pictures().length > 0)
    const { pathname, search } = new URL(pictures()[0]?.url ?? '')
    const image = await kim.ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/image', {}, pathname + search)
    expect(image.headers.get('content-type')).toBe('image/png')
    expect(search).toBe('?part=1')
  })

  it('keeps its id through retries, and has another with each change, even back to what was', async () => {
    const kim = await connected('ids', ['One'])
    const mend = kim.suffer({ status: 500, before: 'answer', times: 2 })
    for (const text of ['Two', 'One']) {
      await kim.write([text])
      await kim.untilThere([text])
      await kim.untilAtRest()
    }
    mend()
    const delivered = of(kim, 'highlight.updated')
    expect(delivered.map(({ data }) => data.text)).toEqual(['One', 'Two', 'One'])
    expect(delivered.map(({ times }) => times > 1)).toEqual([false, true, false])
    expect(kim.emulated.service.violations).toEqual([])
  })

  it('says once that a notebook is gone', async () => {
    const kim = await connected('gone', ['One', 'Two'])
    await kim.write([])
    await kim.untilThere([])
    await kim.untilAtRest()
    const deleted = events(kim).filter(({ type }) => type.endsWith('.deleted'))
    expect(deleted.map(({ type }) => type)).toEqual(['notebook.deleted'])
  })
})

describe.concurrent('a receiver', () => {
  it('that was away for a day gets what is, and not what was', async () => {
    const kim = await connected('away', ['One'])
    const mend = kim.suffer({ drop: true, before: 'reading', times: 1_000_000 })
    for (const text of ['Two', 'Three', 'Four']) await kim.write([text])
    await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
    mend()
    await kim.untilThere(['Four'])
    await kim.untilAtRest()
    expect(of(kim, 'highlight.updated').map(({ data }) => data.text)).toEqual(['One', 'Four'])
  })

  it('that answers 410 is not called again until the user fixes it', async () => {
    const kim = await connected('gone-for-good', ['One'])
    const mend = kim.suffer({ status: 410 })
    const calls = kim.calls().length
    await kim.write(['Two'])
    await kim.until('a stop', async () => (await kim.state()).state === 'stopped', false)
    expect(kim.calls()).toHaveLength(calls + 1)
    mend()
    await kim.integration('PUT', { settings: kim.emulated.valuesOf(kim.who) })
    await kim.untilThere(['Two'], false)
  })

  it('that redirects is not followed', async () => {
    let visits = 0
    const elsewhere = createServer((_request, response) => response.end(`${++visits}`))
    await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening))
    const { port } = elsewhere.address() as AddressInfo
    const kim = await connected('redirected', ['One'])
    const mend = kim.suffer({ redirect: `http://127.0.0.1:${port}/`, times: 2 })
    await kim.write(['Two'])
    await kim.untilThere(['Two'])
    mend()
    expect(visits).toBe(0)
    elsewhere.close()
  })
})

describe.concurrent('an address of a private network', () => {
  it.each(['127.0.0.1', '10.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '169.254.169.254'])(
    'such as %s is refused when it is entered',
    async (host) => {
      const kim = await careful.person('webhook', `literal-${host.replaceAll(/\W/g, '-')}`)
      const answer = await kim.integration('PUT', { settings: { address: `http://${host}:9/hook` } })
      expect(answer.status).toBe(400)
      expect(JSON.stringify(answer.body)).toContain('private network')
      expect((await kim.integration('GET')).status).toBe(404)
    },
  )

  it('to which a name leads is refused at each connection, and said', async () => {
    const kim = await careful.person('webhook', 'name')
    const { port } = new URL(kim.emulated.valuesOf('name').address ?? '')
    const settings = { address: `http://localhost:${port}/name` }
    const tested = await kim.integration('POST', { settings }, '/test')
    expect(tested.body).toMatchObject({ ok: false, error_message: expect.stringContaining('private network') })
    await kim.write(['One'])
    expect((await kim.integration('PUT', { settings })).status).toBe(200)
    await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
    expect((await kim.state()).stopped).toMatchObject({ error_message: expect.stringContaining('private network') })
    expect(kim.calls()).toEqual([])
  })
})
