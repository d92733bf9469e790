// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's own client against the emulator.
import { Client, LogLevel } from '@notionhq/client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startNotion, workspaceId } from '../../e2e/emulators/notion/notion.mjs'
import type { Workspace } from '../../e2e/emulators/notion/workspace.mjs'
import { notionSuite, notionVersions } from '../contract/notion-suite.ts'

let notion: Awaited<ReturnType<typeof startNotion>>
beforeAll(async () => {
  notion = await startNotion()
})
beforeEach(() => notion.emulator.clear())
afterAll(() => notion.close())

const workspace = () => notion.emulator.homeOf(workspaceId).content as unknown as Workspace
const clientWith = (options: ConstructorParameters<typeof Client>[0]) =>
  new Client({ auth: 'ntn_known', baseUrl: notion.address, ...options })

describe('the emulator', () => {
  notionSuite(() => ({ workspace: workspace(), client: clientWith }))

  afterAll(() => {
    // What the suite is refused it is refused on purpose: too many blocks, and what another version has.
    expect(Object.keys(notion.log.counts())).toEqual(['7', '35'])
  })
})

const text = (content: string) => [{ type: 'text' as const, text: { content } }]
const properties = { Name: { title: {} }, N: { number: {} }, S: { select: {} } }

describe.each(notionVersions)('the emulator alone, in version %s,', (notionVersion) => {
  const isOld = notionVersion === '2022-06-28'
  let client: Client
  let page: string
  beforeEach(() => {
    client = clientWith({ notionVersion, retry: false, logLevel: LogLevel.ERROR })
    page = workspace().page('Notes')
  })

  it('reads and writes Markdown', async () => {
    const markdown = '# Title\nSome **bold** text'
    const title = { title: { title: text('M') } }
    const { id } = await client.pages.create({ parent: { page_id: page }, properties: title, markdown })
    const read = await client.pages.retrieveMarkdown({ page_id: id })
    expect(read).toMatchObject({ object: 'page_markdown', markdown })
    const replace_content = { new_str: 'New' }
    const updated = await client.pages.updateMarkdown({ page_id: id, type: 'replace_content', replace_content })
    expect(updated.markdown).toBe('New')
  })

  it('makes a database', async () => {
    const schema = isOld ? { properties } : { initial_data_source: { properties } }
    const body = { parent: { type: 'page_id', page_id: page }, title: text('Made'), ...schema }
    const made = await client.request<{ object: string; id: string }>({ method: 'post', path: 'databases', body })
    expect(made.object).toBe('database')
    const { results } = await client.blocks.children.list({ block_id: page })
    expect(results).toMatchObject([{ id: made.id, type: 'child_database', child_database: { title: 'Made' } }])
  })

  it('changes a database', async () => {
    const { id } = workspace().database({ title: 'Notebooks', parent: page, properties })
    const body = { title: text('Books'), ...(isOld && { properties: { N: { name: 'Count' } } }) }
    const changed = await client.request({ method: 'patch', path: `databases/${id}`, body })
    expect(changed).toMatchObject({ object: 'database', title: [{ plain_text: 'Books' }] })
    if (isOld) expect(changed).toMatchObject({ properties: { Count: { type: 'number' } } })
  })

  it('moves a row to another database, with what is in it and the values that fit there', async () => {
    const from = workspace().database({ title: 'From', parent: page, properties })
    const other = { Name: { title: {} }, S: { select: {} }, N: { rich_text: {} } }
    const to = workspace().database({ title: 'To', parent: page, properties: other })
    const values = { Name: { title: text('Row') }, N: { number: 5 }, S: { select: { name: 'a' } } }
    const row = workspace().row(from.data_source_id, values)
    const blocks = workspace().write(row, [{ paragraph: { rich_text: text('Mine') } }])
    await client.pages.move({ page_id: row, parent: { data_source_id: to.data_source_id } })
    expect(await client.pages.retrieve({ page_id: row })).toMatchObject({
      parent: isOld ? { database_id: to.id } : { data_source_id: to.data_source_id },
      properties: { Name: { title: [{ plain_text: 'Row' }] }, S: { select: { name: 'a' } }, N: { rich_text: [] } },
    })
    const { results } = await client.blocks.children.list({ block_id: row })
    expect(results.map(({ id }) => id)).toEqual(blocks)
    const below = client.pages.move({ page_id: page, parent: { data_source_id: to.data_source_id } })
    await expect(below).rejects.toMatchObject({ status: 400 })
  })

  it('lists uploads and refuses an unknown address', async () => {
    const { id } = await client.fileUploads.create({ filename: 'a.png', content_type: 'image/png' })
    expect((await client.fileUploads.list({ status: 'pending' })).results.map((one) => one.id)).toEqual([id])
    const unknown = client.request({ method: 'get', path: 'nothing' })
    await expect(unknown).rejects.toMatchObject({ status: 400, code: 'invalid_request_url' })
  })
})

describe('the emulator alone', () => {
  it.each(notionVersions.slice(1))('makes and changes data sources in version %s', async (notionVersion) => {
    const client = clientWith({ notionVersion, retry: false })
    const page = workspace().page('Notes')
    const { id, data_source_id } = workspace().database({ title: 'Notebooks', parent: page, properties })
    const change = { properties: { N: { name: 'Count' }, Url: { url: {} } } }
    const source = await client.dataSources.update({ data_source_id, ...change })
    expect(Object.keys(source.properties)).toEqual(['Name', 'Count', 'S', 'Url'])
    const second = await client.dataSources.create({
      ...{ parent: { type: 'database_id', database_id: id }, properties: { Name: { title: {} } }, title: text('More') },
    })
    expect(await client.databases.retrieve({ database_id: id })).toMatchObject({
      data_sources: [{ id: data_source_id }, { id: second.id, name: 'More' }],
    })
  })
})
