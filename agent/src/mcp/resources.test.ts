// SPDX-License-Identifier: AGPL-3.0-or-later
// An assistant's program with files of a tablet: notebooks as resources, and exports of them.
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { folderFiles, type NotebookFiles, notebookFiles, someDay } from '../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../tests/generator/ink.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { paragraph, typed } from '../../../tests/generator/text-fixtures.ts'
import { Assistant } from '../testing/assistant.ts'
import { write } from '../testing/program.ts'

const uuid = (letter: string, number = 0) => `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
const plain = 1
const ink = wave({ x: -300, y: 200 }, 200, fineliner)
const says = (...lines: string[]) => onePage([ink], { text: typed(lines.map((words) => paragraph(plain, words))) })

function lay(letter: string, scenes: ReturnType<typeof says>[], more: Partial<NotebookFiles> = {}): void {
  const pages = scenes.map((scene, index) => ({ uuid: uuid(letter, index + 1), scene, tags: [] }))
  for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name: `Notebook ${letter}`, pages, ...more }))
    write(`desk/${path}`, bytes)
}

/** Work has b; a is at the top; c is in the trash. */
beforeEach(() => {
  for (const { path, bytes } of folderFiles(uuid('f'), 'Work')) write(`desk/${path}`, bytes)
  lay('a', [says('Der Käse'), says('Second')])
  lay('b', [says('Minutes of Monday')], { parent: uuid('f'), lastModified: someDay + 1000 })
  lay('c', [says('Secret')], { parent: 'trash' })
})

const open = (...args: string[]) => Assistant.start({}, '--from', 'desk', ...args)
const at = (letter: string, more = '') => `rmirror://notebook/${uuid(letter)}${more}`
const read = async ({ client }: Assistant, uri: string) =>
  (await client.readResource({ uri })).contents as { uri: string; mimeType: string; text?: string; blob?: string }[]

describe('resources', () => {
  test('are the notebooks, the newest first, without what is in the trash', async () => {
    await using assistant = await open()
    expect(await assistant.client.listResources()).toEqual({
      resources: [
        expect.objectContaining({
          uri: at('b'),
          name: 'Work/Notebook b',
          title: 'Notebook b',
          mimeType: 'text/markdown',
        }),
        expect.objectContaining({ uri: at('a'), name: 'Notebook a' }),
      ],
    })
    const { resourceTemplates } = await assistant.client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'rmirror://notebook/{notebook}',
      'rmirror://notebook/{notebook}/page/{page}',
      'rmirror://notebook/{notebook}/page/{page}/picture',
      'rmirror://notebook/{notebook}/export/{format}',
    ])
  })

  test('are read as texts, pictures and files', async () => {
    await using assistant = await open()
    const missing = expect.stringContaining('no transcription here')
    expect(await read(assistant, at('a'))).toEqual([
      { uri: at('a', '/page/1'), mimeType: 'text/markdown', text: expect.stringMatching(/^Der Käse\n/) },
      { uri: at('a', '/page/2'), mimeType: 'text/markdown', text: missing },
    ])
    expect(await read(assistant, at('a', '/page/2'))).toMatchObject([{ text: expect.stringMatching(/^Second\n/) }])
    const [picture] = await read(assistant, at('a', '/page/1/picture'))
    expect(picture?.mimeType).toBe('image/png')
    expect(
      Buffer.from(picture?.blob ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const [markdown] = await read(assistant, at('a', '/export/md'))
    expect(markdown).toMatchObject({ mimeType: 'text/markdown', text: expect.stringContaining('Der Käse') })
    const [pdf] = await read(assistant, at('a', '/export/pdf'))
    expect(
      Buffer.from(pdf?.blob ?? '', 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  test('are listed in parts', async () => {
    for (let nth = 0; nth < 120; nth++) {
      const [first, ...rest] = nth.toString(16).padStart(2, '0')
      const id = `${'d'.repeat(6)}${first}${rest.join('')}-0000-4000-8000-000000000000`
      for (const { path, bytes } of notebookFiles({ uuid: id, name: `Note ${nth}`, pages: [] }))
        write(`desk/${path}`, bytes)
    }
    await using assistant = await open()
    const uris: string[] = []
    for (let cursor: string | undefined, asked = 0; asked < 5; asked++) {
      const { resources, nextCursor } = await assistant.client.listResources(cursor === undefined ? {} : { cursor })
      uris.push(...resources.map(({ uri }) => uri))
      cursor = nextCursor
      if (cursor === undefined) break
    }
    expect(new Set(uris).size).toBe(122)
    await expect(assistant.client.listResources({ cursor: '../1' })).rejects.toThrow('This cursor')
  })

  test('are only what --root names', async () => {
    await using assistant = await open('--root', 'Work')
    const { resources } = await assistant.client.listResources()
    expect(resources.map(({ uri }) => uri)).toEqual([at('b')])
    expect(await read(assistant, at('b', '/page/1'))).toHaveLength(1)
    for (const more of ['', '/page/1', '/page/1/picture', '/export/md'])
      await expect(read(assistant, at('a', more)), more).rejects.toThrow('There is no folder or notebook with this id')
  })

  test('are nothing but what was listed, whatever an address says', async () => {
    await using assistant = await open()
    for (const uri of [
      'rmirror://notebook/..',
      'rmirror://notebook/../../etc/passwd',
      'rmirror://notebook/%2e%2e',
      `rmirror://NOTEBOOK/${uuid('a')}`,
      ...[at('a', '/page/1/../2'), at('b', `/../${uuid('a')}`), at('a', '/page/0'), at('a', '/page/99')],
      ...[at('a', '/export/exe'), at('c'), at('f'), 'file:///etc/passwd', ''],
    ])
      await expect(read(assistant, uri), uri).rejects.toThrow(/There is no|This is a folder/)
    expect((await assistant.client.listResources()).resources).toHaveLength(2)
  })
})

describe('an export', () => {
  async function ask({ client }: Assistant, given: object) {
    const call = { name: 'export_notebook', arguments: { ...given } }
    const { isError = false, content, structuredContent } = (await client.callTool(call)) as CallToolResult
    const resource = content.find((each) => each.type === 'resource')?.resource
    return {
      ...{ isError, content, text: resource && 'text' in resource ? resource.text : '' },
      file: structuredContent as { file_name: string; size: number; uri: string },
    }
  }

  test('of a short text comes with the result, and is the file that its link leads to', async () => {
    await using assistant = await open()
    for (const [format, extension] of [
      [undefined, 'md'],
      ['txt', 'txt'],
      ['html', 'html'],
    ]) {
      const { text, file } = await ask(assistant, { notebook: uuid('a'), ...(format && { format }) })
      const { file_name, size, uri } = file
      expect(file_name).toBe(`Notebook a.${extension}`)
      expect(text).toContain('Der Käse')
      expect(Buffer.byteLength(text)).toBe(size)
      expect((await read(assistant, uri))[0]?.text).toBe(text)
    }
  })

  test('as a PDF is a link', async () => {
    await using assistant = await open()
    const { content, file } = await ask(assistant, { notebook: uuid('b'), format: 'pdf' })
    expect(content.at(-1)).toMatchObject({ type: 'resource_link', uri: at('b', '/export/pdf'), name: 'Notebook b.pdf' })
    const [pdf] = await read(assistant, file.uri)
    expect(Buffer.from(pdf?.blob ?? '', 'base64')).toHaveLength(file.size)
  })

  test('of what may not be seen is refused', async () => {
    lay('9', [])
    await using assistant = await open('--root', 'Work')
    for (const given of [
      { notebook: uuid('a') },
      { notebook: uuid('f') },
      { notebook: '..' },
      { notebook: uuid('b'), format: 'exe' },
      { notebook: uuid('b'), path: '/etc/passwd' },
    ])
      expect(await ask(assistant, given), JSON.stringify(given)).toMatchObject({ isError: true })
    await using all = await open()
    const empty = await ask(all, { notebook: uuid('9'), format: 'pdf' })
    expect(empty).toMatchObject({ isError: true, content: [{ text: 'This notebook has no pages.' }] })
  })
})
