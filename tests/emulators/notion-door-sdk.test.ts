// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's own client at the emulator's door: how it is let in, limited and failed.
import { Client, isHTTPResponseError, LogLevel } from '@notionhq/client'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import { client as program, redirect, token } from './notion-client.ts'

const notion = await startNotion({ clients: [program] })
afterAll(() => notion.close())
beforeEach(() => {
  notion.emulator.clear()
  notion.log.clear()
})
const clientWith = (options = {}) =>
  new Client({ auth: token, baseUrl: notion.address, logLevel: LogLevel.ERROR, ...options })

describe('the official client', () => {
  const content = () => notion.emulator.homeOf(workspaceId).content

  it('is let in, sees the pages that were chosen and no other, and renews its token', async () => {
    const [shared, hidden] = [content().page('Shared'), content().page('Hidden')]
    const fields = { client_id: program.id, response_type: 'code', owner: 'user', redirect_uri: redirect, state: 's' }
    const question = `${notion.address}/v1/oauth/authorize?${new URLSearchParams(fields)}`
    expect(await (await fetch(question)).text()).toContain(`value="${shared}">Shared`)
    const answer = await fetch(`${question}&allow=1&pages=${shared}`, { redirect: 'manual' })
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const credentials = { client_id: program.id, client_secret: program.secret }
    const first = await clientWith({ auth: undefined }).oauth.token({
      ...{ ...credentials, grant_type: 'authorization_code', code, redirect_uri: redirect },
    })
    const own = clientWith({ auth: first.access_token })
    expect((await own.pages.retrieve({ page_id: shared })).id).toBe(shared)
    await expect(own.pages.retrieve({ page_id: hidden })).rejects.toMatchObject({ code: 'object_not_found' })
    expect((await own.search({})).results.map(({ id }) => id)).toEqual([shared])
    const { refresh_token } = first
    const second = await clientWith({ auth: undefined }).oauth.token({
      ...{ ...credentials, grant_type: 'refresh_token', refresh_token: `${refresh_token}` },
    })
    await expect(own.users.me({})).rejects.toMatchObject({ code: 'unauthorized' })
    const introspected = await clientWith({ auth: undefined }).oauth.introspect({
      ...{ ...credentials, token: second.access_token },
    })
    expect(introspected.active).toBe(true)
    await clientWith({ auth: undefined }).oauth.revoke({ ...credentials, token: second.access_token })
    await expect(clientWith({ auth: second.access_token }).users.me({})).rejects.toMatchObject({ status: 401 })
    expect(notion.log.violations).toEqual([])
  })

  it('waits as long as Retry-After says', async () => {
    notion.emulator.faults.set([
      { status: 429, retry_after: 1 },
      { status: 529, retry_after: 1 },
    ])
    expect(await clientWith().users.me({})).toMatchObject({ type: 'bot' })
    expect(notion.log.requests.map(({ status }) => status)).toEqual([429, 529, 200])
    expect(notion.log.violations).toEqual([])
  })

  it('does not write again what may be there', async () => {
    const page = content().page('Notes')
    notion.emulator.faults.set([{ status: 502, html: true }])
    await expect(clientWith().blocks.children.append({ block_id: page, children: [] })).rejects.toThrow()
    expect(notion.log.requests).toHaveLength(1)
  })

  it('sees faults with status, code, Retry-After and what else they say', async () => {
    const page = content().page('Notes')
    notion.emulator.faults.set([
      { status: 409 },
      { reason: 'public_api_space_request_rate_limit', retry_after: 0 },
      { status: 503, code: 'database_connection_unavailable' },
      { saved: true },
    ])
    const append = async (word: string) => {
      const children = [{ paragraph: { rich_text: [{ text: { content: word } }] } }]
      const error = await clientWith({ retry: false })
        .blocks.children.append({ block_id: page, children })
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
      if (!isHTTPResponseError(error)) throw new Error(`This is no answer: ${error}`)
      return { status: error.status, headers: error.headers as Headers, body: JSON.parse(error.body) }
    }
    expect(await append('a')).toMatchObject({ status: 409, body: { code: 'conflict_error' } })
    const limited = await append('a')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '0'])
    expect(limited.body.additional_data.rate_limit_reason).toBe('public_api_space_request_rate_limit')
    expect(await append('a')).toMatchObject({ status: 503, body: { code: 'database_connection_unavailable' } })
    const { additional_data } = (await append('b')).body
    const { results } = await clientWith().blocks.children.list({ block_id: page })
    expect(additional_data).toMatchObject({
      committed_resource_id: page,
      committed_child_ids: results.map(({ id }) => id),
    })
    expect(notion.log.violations).toEqual([])
  })

  it('sends its forms with a boundary that it chooses', async () => {
    const { id } = await clientWith().fileUploads.create({ filename: 'page.png' })
    const data = new Blob([new Uint8Array(10)], { type: 'image/png' })
    await clientWith().fileUploads.send({ file_upload_id: id, file: { filename: 'page.png', data } })
    expect((await clientWith().fileUploads.list({})).results).toMatchObject([{ id, status: 'uploaded' }])
  })
})
