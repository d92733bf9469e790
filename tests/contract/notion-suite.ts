// SPDX-License-Identifier: AGPL-3.0-or-later
// What Notion's own client gets from Notion, however it reaches Notion: the same suite runs straight against the
// emulator and through whatever stands between, for three versions of the API. It asks only for what the proxy lets
// through.
import { APIResponseError, type Client, isFullBlock, isFullPage, iteratePaginatedAPI, LogLevel } from '@notionhq/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { png } from '../emulators/images.ts'

export const notionVersions = ['2022-06-28', '2025-09-03', '2026-03-11'] as const
type Version = (typeof notionVersions)[number]
type ClientOptions = NonNullable<ConstructorParameters<typeof Client>[0]>

/** What a workspace lets people do. */
interface Workspace {
  page(title: string, parent?: string): string
  database(facts: object): { id: string; data_source_id: string }
  trash(id: string): void
  restore(id: string): void
}

/** `client` asks by the way that is tested; `workspace` is what it asks for. Both are there when a test runs. */
export interface Way {
  workspace: Workspace
  client: (options: ClientOptions) => Client
}

const text = (content: string) => [{ type: 'text' as const, text: { content } }]
const paragraph = (content: string) => ({ paragraph: { rich_text: text(content) } })
const titled = (content: string) => ({ Name: { title: text(content) } })

export function notionSuite(way: () => Way): void {
  describe.each(notionVersions)('in version %s', (version) => {
    let page: string
    beforeEach(() => {
      page = way().workspace.page('Notes')
    })
    const client = (options: ClientOptions = {}) =>
      way().client({ notionVersion: version, retry: false, logLevel: LogLevel.ERROR, ...options })
    const here = { client, version, workspace: () => way().workspace, page: () => page }
    ofBlocks(here)
    ofDatabases(here)
    ofFiles(here)
    ofErrors(here)
  })
}

interface Here {
  client: (options?: ClientOptions) => Client
  version: Version
  workspace: () => Workspace
  page: () => string
}

function ofBlocks({ client, version, page }: Here): void {
  it('says who it is and finds what is shared', async () => {
    const me = await client().users.me({})
    expect(me).toMatchObject({ object: 'user', type: 'bot', bot: { workspace_limits: expect.anything() } })
    const found = await client().search({ query: 'Notes', filter: { property: 'object', value: 'page' } })
    expect(found.results.map(({ id }) => id)).toContain(page())
    expect(await client().search({})).toMatchObject({ object: 'list', type: expect.stringMatching(/^page_or_/) })
  })

  it('appends, lists, changes and deletes blocks', async () => {
    const { blocks } = client()
    const toggles = Array.from({ length: 100 }, (_, index) => ({
      toggle: { rich_text: text(`Page ${index}`), children: [paragraph('first'), paragraph('second')] },
    }))
    const { results } = await blocks.children.append({ block_id: page(), children: toggles })
    expect(results).toHaveLength(100)
    await blocks.children.append({ block_id: page(), children: [paragraph('The end')] })
    const listed = []
    for await (const block of iteratePaginatedAPI(blocks.children.list, { block_id: page() })) listed.push(block.id)
    expect(listed).toHaveLength(101)
    expect(listed.slice(0, 100)).toEqual(results.map(({ id }) => id))
    const [first = ''] = listed
    const changed = await blocks.update({ block_id: first, toggle: { rich_text: text('Page one') } })
    expect(changed).toMatchObject({
      has_children: true,
      toggle: { rich_text: [{ plain_text: 'Page one', href: null }] },
    })
    const gone = await blocks.delete({ block_id: first })
    expect(isFullBlock(gone) && gone.in_trash).toBe(true)
    expect('archived' in gone).toBe(version !== '2026-03-11')
    expect((await blocks.children.list({ block_id: page() })).results[0]?.id).toBe(listed[1])
    expect(await blocks.retrieve({ block_id: first })).toMatchObject({ object: 'block', id: first })
  })

  it('puts blocks where it says', async () => {
    const { children } = client().blocks
    const [one] = (await children.append({ block_id: page(), children: [paragraph('1'), paragraph('3')] })).results
    const after = { type: 'after_block' as const, after_block: { id: one?.id ?? '' } }
    const place = version === '2022-06-28' ? { after: one?.id ?? '' } : { position: after }
    const added = await children.append({ block_id: page(), children: [paragraph('2')], ...place })
    const { results } = await children.list({ block_id: page() })
    expect(results.map(({ id }) => id).indexOf(added.results[0]?.id ?? '')).toBe(1)
  })
}

function ofDatabases({ client, version, workspace, page }: Here): void {
  const isOld = version === '2022-06-28'
  const properties = { Name: { title: {} }, N: { number: {} }, S: { select: {} } }

  it('reads a database by the words of the version', async () => {
    const { id, data_source_id } = workspace().database({ title: 'Notebooks', parent: page(), properties })
    const database = await client().databases.retrieve({ database_id: id })
    if (isOld) expect(database).toMatchObject({ properties: { N: { type: 'number' } } })
    else {
      expect(database).toMatchObject({ data_sources: [{ id: data_source_id, name: 'Notebooks' }] })
      const source = await client().dataSources.retrieve({ data_source_id })
      expect(source).toMatchObject({ object: 'data_source', properties: { N: { type: 'number' } } })
    }
  })

  it('makes, reads, changes and finds rows', async () => {
    const { id, data_source_id } = workspace().database({ title: 'Notebooks', parent: page(), properties })
    const parent = isOld ? { database_id: id } : { type: 'data_source_id' as const, data_source_id }
    const row = await client().pages.create({
      ...{ parent, properties: { ...titled('Diary'), N: { number: 1 } } },
      children: [paragraph('first')],
    })
    const own = isOld
      ? { type: 'database_id', database_id: id }
      : { type: 'data_source_id', data_source_id, database_id: id }
    expect(isFullPage(row) && row.parent).toEqual(own)
    const change = { properties: { S: { select: { name: 'new' } } }, filter_properties: ['title'] }
    const changed = await client().pages.update({ page_id: row.id, ...change })
    expect(isFullPage(changed) && Object.keys(changed.properties)).toEqual(['Name'])
    const read = await client().pages.retrieve({ page_id: row.id })
    expect(read).toMatchObject({ properties: { S: { select: { name: 'new' } }, N: { number: 1 } } })
    const filter = { property: 'S', select: { equals: 'new' } }
    const found = isOld
      ? await client().request<{ results: { id: string }[] }>({
          ...{ method: 'post' as const, path: `databases/${id}/query`, body: { filter, page_size: 10 } },
        })
      : await client().dataSources.query({ data_source_id, filter, filter_properties: ['title'], page_size: 10 })
    expect(found.results.map((one) => one.id)).toEqual([row.id])
    const trash = isOld ? { archived: true } : { in_trash: true }
    expect(await client().pages.update({ page_id: row.id, ...trash })).toMatchObject({ in_trash: true })
  })
}

function ofFiles({ client, page }: Here): void {
  it('uploads an image and shows it in a block', async () => {
    const { fileUploads, blocks } = client()
    const bytes = png(3)
    const begun = await fileUploads.create({ mode: 'single_part', filename: 'page.png', content_type: 'image/png' })
    expect(begun.status).toBe('pending')
    const data = new Blob([new Uint8Array(bytes)], { type: 'image/png' })
    const sent = await fileUploads.send({ file_upload_id: begun.id, file: { filename: 'page.png', data } })
    expect(sent.status).toBe('uploaded')
    expect(await fileUploads.retrieve({ file_upload_id: begun.id })).toMatchObject({ status: 'uploaded' })
    const image = { type: 'file_upload' as const, file_upload: { id: begun.id } }
    const { results } = await blocks.children.append({ block_id: page(), children: [{ image }] })
    const [block] = results
    if (!block || !isFullBlock(block) || block.type !== 'image' || block.image.type !== 'file')
      throw new Error('No image came back')
    const read = await fetch(block.image.file.url)
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('uploads a file in two parts', async () => {
    const { fileUploads } = client()
    const begun = await fileUploads.create({
      ...{ mode: 'multi_part', filename: 'pages.pdf', content_type: 'application/pdf', number_of_parts: 2 },
    })
    for (const [part_number, length] of [
      ['1', 5 * 1024 * 1024],
      ['2', 10],
    ] as const) {
      const data = new Blob([new Uint8Array(length)], { type: 'application/pdf' })
      await fileUploads.send({ file_upload_id: begun.id, part_number, file: { filename: 'pages.pdf', data } })
    }
    expect(await fileUploads.complete({ file_upload_id: begun.id })).toMatchObject({ status: 'uploaded' })
  })
}

const failed = async (attempt: Promise<unknown>): Promise<APIResponseError> => {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof APIResponseError)) throw new Error(`This is no error of the service: ${error}`)
  return error
}

function ofErrors({ client, version, workspace, page }: Here): void {
  it('hears why it is refused', async () => {
    const { blocks, pages } = client()
    const nothing = 'dead0000-0000-4000-8000-000000000000'
    const missing = await failed(pages.retrieve({ page_id: nothing }))
    expect([missing.status, missing.code]).toEqual([404, 'object_not_found'])
    const children = Array.from({ length: 101 }, () => paragraph('a'))
    const tooMany = await failed(blocks.children.append({ block_id: page(), children }))
    expect([tooMany.status, tooMany.code]).toEqual([400, 'validation_error'])
    expect(tooMany.message).toContain('body.children.length should be ≤ `100`, instead was `101`.')
  })

  it('hears what only another version has', async () => {
    const { id, data_source_id } = workspace().database({ title: 'Notebooks', parent: page() })
    const path = version === '2022-06-28' ? `data_sources/${data_source_id}/query` : `databases/${id}/query`
    const gone = await failed(client().request({ method: 'post', path, body: {} }))
    expect([gone.status, gone.code]).toEqual([400, 'invalid_request_url'])
  })

  it('hears that something is in the trash', async () => {
    workspace().trash(page())
    const archived = await failed(client().blocks.children.append({ block_id: page(), children: [paragraph('a')] }))
    expect([archived.status, archived.code]).toEqual([400, 'validation_error'])
    expect(archived.message).toContain("Can't edit block that is archived.")
    workspace().restore(page())
    const added = await client().blocks.children.append({ block_id: page(), children: [paragraph('a')] })
    expect(added.results).toHaveLength(1)
  })
}
