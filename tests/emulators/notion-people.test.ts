// SPDX-License-Identifier: AGPL-3.0-or-later
// What people do in Notion while programs call: through the emulator's door, with a workspace that holds something.
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startNotion } from '../../e2e/emulators/notion/notion.mjs'
import { ask, client, control, headers, type Json, redirect } from './notion-client.ts'

const notion = await startNotion({
  tokens: [{ token: 'ntn_known' }, { token: 'ntn_narrow', pages: [] }],
  clients: [{ ...client, template: true }],
  limits: { window_ms: 1000, calls: 1000 },
})
afterAll(() => notion.close())
beforeEach(() => {
  notion.emulator.clear()
  notion.log.clear()
})
const edit = async (name: string, ...words: unknown[]): Promise<Json> =>
  (await control(notion, 'POST', 'edits', { edit: name, with: words })).body
const narrow = { ...headers, authorization: 'Bearer ntn_narrow' }
const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } })
const append = (page: string, count = 1) =>
  ask(notion, `/v1/blocks/${page}/children`, {
    ...{ method: 'PATCH', body: { children: Array.from({ length: count }, () => paragraph('a')) } },
  })

describe('a person', () => {
  it('shares a page with a program and takes it back: check 25 answers 404', async () => {
    const page = await edit('page', 'Notes')
    const read = async () => (await ask(notion, `/v1/pages/${page}`, { with: narrow })).body
    expect(await read()).toMatchObject({ status: 404, code: 'object_not_found' })
    await edit('share', 'ntn_narrow', page)
    expect((await read()).id).toBe(page)
    await edit('unshare', 'ntn_narrow', page)
    expect((await read()).status).toBe(404)
  })

  it('puts a page into the trash while a program writes to it', async () => {
    const page = await edit('page', 'Notes')
    expect((await append(page)).status).toBe(200)
    await edit('trash', page)
    expect((await append(page)).body.code).toBe('validation_error')
    await edit('restore', page)
    expect((await append(page)).status).toBe(200)
    expect((await control(notion, 'GET', 'state')).body.workspaces[0].content[0].children).toHaveLength(2)
  })

  it('has a plan with few blocks left, and a search that learns slowly, by check 46', async () => {
    await control(notion, 'PUT', 'plans', { blocksLeft: 2, searchDelayMs: 60_000 })
    const page = await edit('page', 'Notes')
    expect((await append(page, 3)).body.additional_data).toEqual({ block_limit: 'block_creation' })
    expect((await append(page, 2)).status).toBe(200)
    const found = async () =>
      (await ask(notion, '/v1/search', { method: 'POST', body: { query: 'Notes' } })).body.results
    expect(await found()).toEqual([])
    await control(notion, 'POST', 'clock', { advance_ms: 60_000 })
    expect(await found()).toHaveLength(1)
  })

  it('finds a page again whose parent was in the trash only after seconds', async () => {
    await control(notion, 'PUT', 'plans', { restoreDelayMs: 3000 })
    const [page] = [await edit('page', 'Notes')]
    const below = await edit('page', 'Below', page)
    await edit('trash', page)
    expect((await append(below)).body.message).toContain('archived ancestor')
    await edit('restore', page)
    expect((await append(below)).status).toBe(400)
    await control(notion, 'POST', 'clock', { advance_ms: 3001 })
    expect((await append(below)).status).toBe(200)
  })

  it('is asked which pages a program may see, and gives it a copy of its template', async () => {
    const page = await edit('page', 'Notes & <more>')
    const fields = { client_id: client.id, response_type: 'code', owner: 'user', redirect_uri: redirect, state: 's' }
    const question = `/v1/oauth/authorize?${new URLSearchParams(fields)}`
    const form = (await ask(notion, question, { with: {} })).body
    expect(form).toContain(`value="${page}">Notes &#38; &#60;more&#62;</label>`)
    const answer = await ask(notion, `${question}&allow=1&pages=&template=1`, { with: {} })
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code')
    const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
    const { access_token, duplicated_template_id } = (
      await ask(notion, '/v1/oauth/token', {
        ...{ method: 'POST', with: { ...headers, authorization } },
        body: { grant_type: 'authorization_code', code, redirect_uri: redirect },
      })
    ).body
    const own = { with: { ...headers, authorization: `Bearer ${access_token}` } }
    expect((await ask(notion, `/v1/pages/${duplicated_template_id}`, own)).status).toBe(200)
    expect((await ask(notion, `/v1/pages/${page}`, own)).status).toBe(404)
  })

  it('is reported by webhooks, like edits of programs', async () => {
    await control(notion, 'PUT', 'settings', { webhooks: { delay_ms: 0, attempts: 1 } })
    await control(notion, 'POST', 'webhooks', { url: 'http://127.0.0.1:1/nobody' })
    const { verification_token } = notion.log.deliveries[0]?.body ?? {}
    await control(notion, 'PUT', 'webhooks', { verification_token })
    const page = await edit('page', 'Notes')
    const [block] = await edit('write', page, [paragraph('a')])
    await ask(notion, `/v1/blocks/${block}`, { method: 'DELETE' })
    const authors = () => notion.log.deliveries.slice(1).map(({ body }) => [body.type, body.authors[0].type])
    await expect.poll(authors).toEqual([
      ['page.created', 'person'],
      ['page.content_updated', 'person'],
      ['page.content_updated', 'bot'],
    ])
    expect(new Set(notion.log.deliveries.slice(1).map(({ body }) => body.entity.id))).toEqual(new Set([page]))
  })

  it('does nothing that people do not do', async () => {
    expect((await control(notion, 'POST', 'edits', { edit: 'constructor', with: [] })).status).toBe(400)
  })
})
