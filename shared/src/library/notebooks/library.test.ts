// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads whole sets of files through the real core.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadCore } from '@rmirror/shared/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Library, type LibraryCore, readLibrary, type SourceFile, writeZip } from '../index.ts'

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../tests/fixtures/${name}`, import.meta.url)))
const page = fixture('v6.rm')
const lines = fixture('lines-old.lines')
const utf8 = new TextEncoder()

const notebookUuid = '6a0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a01'
const otherUuid = '0b7a4e52-91c3-4c40-8a57-3f1f5b0e2c02'
const folderUuid = 'c1f0d8f4-6f0e-4a57-b1f5-5a6ff31a8c03'
const pageUuids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']

let core: LibraryCore
beforeAll(async () => {
  core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
})

type Files = Record<string, Uint8Array | string | object>

function bytesOf(content: Files[string]): Uint8Array {
  if (content instanceof Uint8Array) return content
  return utf8.encode(typeof content === 'string' ? content : JSON.stringify(content))
}

function sources(files: Files): SourceFile[] {
  return Object.entries(files).map(([path, content]) => {
    const bytes = bytesOf(content)
    return { path, size: bytes.length, modified: 1000, read: async () => bytes }
  })
}

async function zip(files: Files): Promise<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const whole = new Response(readable as ReadableStream<Uint8Array<ArrayBuffer>>).bytes()
  const output = writeZip(writable)
  for (const [path, content] of Object.entries(files)) await output.add(path, bytesOf(content), 0)
  await output.close()
  return whole
}

const read = (files: Files): Promise<Library> => readLibrary(sources(files), core)
const codes = (library: Library) => library.problems.map((problem) => problem.code)

/** The second page comes first on the tablet. */
const content = {
  fileType: 'notebook',
  formatVersion: 2,
  cPages: {
    pages: [
      { id: pageUuids[0], idx: { timestamp: '1:1', value: 'bb' } },
      { id: pageUuids[1], idx: { timestamp: '1:1', value: 'ba' } },
    ],
  },
}
const metadata = (more: object = {}) => ({
  visibleName: 'Ideas',
  type: 'DocumentType',
  parent: '',
  lastModified: '1700000000000',
  ...more,
})
const document = (uuid = notebookUuid, more: object = {}): Files => ({
  [`${uuid}.content`]: content,
  [`${uuid}.metadata`]: metadata(more),
  [`${uuid}/${pageUuids[0]}.rm`]: page,
  [`${uuid}/${pageUuids[1]}.rm`]: page,
})

describe('a document', () => {
  test('is one notebook with its pages in the tablet’s order, from a folder or an archive', async () => {
    for (const files of [document(), { 'Ideas.rmdoc': await zip(document()) }]) {
      const { notebooks, problems } = await read(files)
      expect(problems).toEqual([])
      expect(notebooks).toHaveLength(1)
      expect(notebooks[0]).toMatchObject({
        uuid: notebookUuid,
        name: 'Ideas',
        kind: 'notebook',
        lastModified: 1.7e12,
        problems: [],
      })
      expect(notebooks[0]?.pages.map((each) => [each.number, each.uuid])).toEqual([
        [1, pageUuids[1]],
        [2, pageUuids[0]],
      ])
      expect(await notebooks[0]?.pages[0]?.file?.read()).toEqual(page)
    }
  })

  test('has its names matched whatever the case of extensions', async () => {
    const { notebooks } = await read({
      [`${notebookUuid}.CONTENT`]: content,
      [`${notebookUuid}/${pageUuids[0]}.RM`]: page,
    })
    expect(notebooks[0]?.pages.map((each) => each.file !== undefined)).toEqual([false, true])
  })

  test('in an archive without metadata is called as the archive', async () => {
    const { notebooks } = await read({ 'Garden plan.zip': await zip({ [`${notebookUuid}.content`]: content }) })
    expect(notebooks[0]?.name).toBe('Garden plan')
  })

  test('of the oldest kind numbers its pages, and the numbers become lasting uuids', async () => {
    const files = {
      [`${notebookUuid}.content`]: { fileType: 'notebook', pageCount: 11 },
      ...Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${notebookUuid}/${index}.rm`, page])),
    }
    const [first, again] = [await read(files), await read(files)]
    const pages = first.notebooks[0]?.pages ?? []
    expect(pages.map((each) => each.file?.path)).toEqual(pages.map((_, index) => `${notebookUuid}/${index}.rm`))
    expect(new Set(pages.map((each) => each.uuid)).size).toBe(11)
    expect(again.notebooks[0]?.pages.map((each) => each.uuid)).toEqual(pages.map((each) => each.uuid))
  })

  test('keeps what lies beside its pages', async () => {
    const { notebooks } = await read({
      ...document(),
      [`${notebookUuid}/${pageUuids[0]}-metadata.json`]: { layers: [{ name: 'Sketch' }] },
      [`${notebookUuid}.highlights/${pageUuids[0]}.json`]: { highlights: [] },
      [`${notebookUuid}.pdf`]: '%PDF-1.4',
    })
    const last = notebooks[0]?.pages[1]
    expect([last?.layerMetadata, last?.highlights, notebooks[0]?.source].every((file) => file !== undefined)).toBe(true)
    expect(notebooks[0]?.pages[0]?.layerMetadata).toBeUndefined()
  })

  test('with a page file of 0 bytes has a page without ink, and nothing to report', async () => {
    const { notebooks, problems } = await read({ ...document(), [`${notebookUuid}/${pageUuids[0]}.rm`]: '' })
    const [notebook] = notebooks
    expect(notebook?.pages.map(({ uuid, file }) => [uuid, file !== undefined])).toEqual([
      [pageUuids[1], true],
      [pageUuids[0], false],
    ])
    expect([problems, notebook?.problems]).toEqual([[], []])
  })

  test('in a folder without any description keeps its pages of 0 bytes as pages without ink', async () => {
    const { notebooks, problems } = await read({ 'pages/1.rm': page, 'pages/2.rm': '', 'pages/3.rm': page })
    expect(notebooks.map(({ pages }) => pages.map(({ file }) => file !== undefined))).toEqual([[true, false, true]])
    expect(problems).toEqual([])
  })

  test('with an empty page and a broken description shows all pages and says what is broken', async () => {
    const { notebooks, problems } = await read({
      [`${notebookUuid}.content`]: '{"fileType": "noteb',
      [`${notebookUuid}/1.rm`]: page,
      [`${notebookUuid}/2.rm`]: '',
    })
    expect(problems).toEqual([])
    expect(notebooks[0]?.pages).toHaveLength(2)
    expect(notebooks[0]?.problems.map((problem) => problem.code).sort()).toEqual(['bad-description'])
  })

  test('whose pages no list names says how many were left out', async () => {
    const { notebooks } = await read({
      ...document(),
      [`${notebookUuid}/33333333-3333-4333-8333-333333333333.rm`]: page,
    })
    expect(notebooks[0]?.pages).toHaveLength(2)
    expect(notebooks[0]?.problems).toMatchObject([
      { code: 'unknown-file', detail: expect.stringContaining('1 of its page files') },
    ])
  })

  test('with a page listed twice has two pages that differ', async () => {
    const twice = { fileType: 'notebook', pages: [pageUuids[0], pageUuids[0]] }
    const { notebooks } = await read({
      [`${notebookUuid}.content`]: twice,
      [`${notebookUuid}/${pageUuids[0]}.rm`]: page,
    })
    const uuids = notebooks[0]?.pages.map((each) => each.uuid) ?? []
    expect(new Set(uuids).size).toBe(uuids.length)
  })

  test('with names in place of uuids gets lasting uuids', async () => {
    const named = { fileType: 'notebook', pages: ['first'] }
    const { notebooks } = await read({ 'Minutes.content': named, 'Minutes/first.rm': page })
    for (const uuid of [notebooks[0]?.uuid, notebooks[0]?.pages[0]?.uuid]) expect(uuid).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('loose files', () => {
  test('beside the one document that they are the pages of are its pages', async () => {
    const files = { [`${notebookUuid}.content`]: content, [`${pageUuids[0]}.rm`]: page, [`${pageUuids[1]}.rm`]: page }
    const { notebooks } = await read(files)
    expect(notebooks.map((each) => each.pages.map((one) => one.file?.path))).toEqual([
      [`${pageUuids[1]}.rm`, `${pageUuids[0]}.rm`],
    ])
  })

  test('beside a document that has its pages are a notebook of their own', async () => {
    const { notebooks } = await read({ 'a.rm': page, ...document() })
    expect(notebooks.map((each) => [each.name, each.pages.length]).sort()).toEqual([
      ['Ideas', 2],
      ['a', 1],
    ])
    expect(notebooks.flatMap((each) => each.problems)).toEqual([])
  })

  test('beside each other at the top are a notebook each', async () => {
    const { notebooks } = await read({ 'a.rm': page, 'b.rm': page })
    expect(notebooks.map((each) => [each.name, each.pages.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  test('in a folder are one notebook in natural order, called as the folder', async () => {
    const { notebooks } = await read({ 'Trip/page 10.rm': page, 'Trip/page 2.rm': page, 'Trip/page 1.rm': page })
    expect(notebooks.map((each) => each.name)).toEqual(['Trip'])
    expect(notebooks[0]?.pages.map((each) => each.file?.path)).toEqual([
      'Trip/page 1.rm',
      'Trip/page 2.rm',
      'Trip/page 10.rm',
    ])
  })

  test('of the same name from two places are two notebooks', async () => {
    const twice = [...sources({ 'a.rm': page }), ...sources({ 'a.rm': page })]
    const { notebooks } = await readLibrary(twice, core)
    expect(notebooks.map((each) => each.pages.length)).toEqual([1, 1])
    expect(new Set(notebooks.map((each) => each.uuid)).size).toBe(2)
  })

  test('of the oldest kind hold all pages in one', async () => {
    const { notebooks } = await read({ 'Sketches.lines': lines })
    const pages = notebooks[0]?.pages ?? []
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.map((each) => each.index)).toEqual(pages.map((_, index) => index))
    expect(notebooks[0]?.name).toBe('Sketches')
  })

  test('that are broken are named, and the good ones shown', async () => {
    const library = await read({
      'empty.rm': '',
      'letter.rm': 'Dear reader',
      'good.rm': page,
      'broken.zip': 'PK\u0003\u0004',
    })
    expect(library.notebooks.map((each) => each.name)).toEqual(['good'])
    expect(library.problems.map(({ path, code }) => [path, code])).toEqual([
      ['empty.rm', 'empty'],
      ['letter.rm', 'not-a-page'],
      ['broken.zip', 'bad-archive'],
    ])
  })
})

describe('a whole tablet', () => {
  test('has folders, trash and templates told apart', async () => {
    const library = await read({
      [`xochitl/${folderUuid}.metadata`]: {
        ...{ visibleName: 'Work', type: 'CollectionType', parent: '', lastModified: '1700000000000' },
      },
      [`xochitl/${folderUuid}.content`]: {},
      ...underXochitl(document(notebookUuid, { parent: folderUuid })),
      ...underXochitl(document(otherUuid, { parent: 'trash' })),
      'xochitl/d0000000-0000-4000-8000-000000000004.metadata': {
        visibleName: 'Lined',
        type: 'TemplateType',
        parent: '',
      },
      [`xochitl/${notebookUuid}.thumbnails/${pageUuids[0]}.png`]: 'png',
    })
    expect(library.folders).toEqual([{ uuid: folderUuid, name: 'Work', parent: '', lastModified: 1_700_000_000_000 }])
    expect(library.notebooks.map((each) => each.parent)).toEqual([folderUuid, 'trash'])
    expect(library.ignored).toBe(2)
    expect(library.problems).toEqual([])
  })

  const templateUuid = 'd0000000-0000-4000-8000-000000000004'
  const template = (name: string, more: Files = {}, uuid = templateUuid): Files => ({
    [`${uuid}.metadata`]: { visibleName: name, type: 'TemplateType', parent: '', lastModified: '1700000000000' },
    [`${uuid}.content`]: {},
    [`${uuid}.template`]: { name, items: [] },
    ...more,
  })
  const onTemplate = (value: string, more: object = {}): Files => ({
    ...document(),
    [`${notebookUuid}.content`]: {
      ...content,
      cPages: {
        pages: content.cPages.pages.map((each) => ({ ...each, template: { timestamp: '1:1', value }, ...more })),
      },
    },
  })
  const templatesOf = async ({ notebooks }: Library) =>
    Promise.all(
      notebooks.flatMap(({ pages }) =>
        pages.map(async ({ templateName, templateFile }) => [
          templateName,
          templateFile && JSON.parse(new TextDecoder().decode(await templateFile.read())).name,
        ]),
      ),
    )

  test('gives its pages the templates that the user installed, by uuid or by name, from a folder or an archive', async () => {
    for (const name of [templateUuid, templateUuid.toUpperCase(), 'Four lines', 'four lines']) {
      const files = { ...onTemplate(name), ...template('Four lines') }
      for (const given of [files, underXochitl(files), { 'all.zip': await zip(files) }]) {
        const library = await read(given)
        expect(await templatesOf(library)).toEqual([
          ['Four lines', 'Four lines'],
          ['Four lines', 'Four lines'],
        ])
        expect(library.notebooks).toHaveLength(1)
        expect(library.problems).toEqual([])
        expect(library.ignored).toBe(3)
      }
    }
  })

  test('gives a page no template that it does not name, and none that lies on a PDF', async () => {
    const onPdf = onTemplate(templateUuid, { redir: { timestamp: '1:1', value: 0 } })
    const pdf = { [`${notebookUuid}.content`]: { ...(onPdf[`${notebookUuid}.content`] as object), fileType: 'pdf' } }
    for (const files of [onTemplate('Blank'), { ...onPdf, ...pdf, [`${notebookUuid}.pdf`]: '%PDF' }, document()])
      expect(await templatesOf(await read({ ...files, ...template('Four lines') }))).toEqual([
        [undefined, undefined],
        [undefined, undefined],
      ])
  })

  test('of two templates of one name takes the later one', async () => {
    const later = 'e0000000-0000-4000-8000-000000000005'
    const files = {
      ...onTemplate('Mine'),
      ...template('Mine', {
        [`${later}.metadata`]: { visibleName: 'Mine', type: 'TemplateType', lastModified: '1800000000000' },
        [`${later}.template`]: { name: 'newer', items: [] },
      }),
    }
    expect((await templatesOf(await read(files)))[0]).toEqual(['Mine', 'newer'])
  })

  test('takes a template that nothing describes by the name of its file, and for no notebook', async () => {
    const library = await read({ ...onTemplate('My lines'), 'My lines.template': { name: 'x', items: [] } })
    expect((await templatesOf(library))[0]).toEqual(['My lines', 'x'])
    expect(library.notebooks).toHaveLength(1)
    expect(codes(await read(template('Four lines')))).toEqual(['nothing-found'])
  })

  test('does not read a template of gigabytes', async () => {
    const files = sources({ ...onTemplate(templateUuid), ...template('Four lines') })
    const huge = files.map((file) => (file.path.endsWith('.template') ? { ...file, size: 2 ** 31 } : file))
    const { notebooks } = await readLibrary(huge, core)
    await expect(notebooks[0]?.pages[0]?.templateFile?.read()).rejects.toMatchObject({ code: 'too-large' })
  })

  test('with a deleted document has that in the trash', async () => {
    const { notebooks } = await read(document(notebookUuid, { deleted: true }))
    expect(notebooks[0]?.parent).toBe('trash')
  })

  test('with a parent that is missing has the notebook at the top', async () => {
    const { notebooks } = await read(document(notebookUuid, { parent: folderUuid }))
    expect(notebooks[0]?.parent).toBe('')
  })

  test('with the same notebook twice shows the later one and says so', async () => {
    const older = underFolder('backup', document(notebookUuid, { visibleName: 'Old', lastModified: '1600000000000' }))
    for (const files of [
      { ...older, ...document() },
      { ...document(), ...older },
    ]) {
      const library = await read(files)
      expect(library.notebooks.map((each) => each.name)).toEqual(['Ideas'])
      expect(codes(library)).toEqual(['duplicate'])
    }
  })

  test('with the same folder twice has it as it was modified last', async () => {
    const folder = (visibleName: string, more: object) => ({
      [`${folderUuid}.metadata`]: { visibleName, type: 'CollectionType', parent: '', ...more },
    })
    const [earlier, later, undated] = [
      folder('Earlier', { lastModified: '1' }),
      folder('Later', { lastModified: '2' }),
      folder('Undated', {}),
    ]
    for (const [first, second] of [
      [earlier, later],
      [later, earlier],
      [later, undated],
      [undated, later],
    ] as const) {
      const { folders } = await read({ ...underFolder('one', first), ...underFolder('two', second) })
      expect(folders).toEqual([{ uuid: folderUuid, name: 'Later', parent: '', lastModified: 2 }])
    }
  })

  const underFolder = (folder: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]))
  const underXochitl = (files: Files) => underFolder('xochitl', files)
})

test('nothing at all is no problem, and something without a notebook is one', async () => {
  expect(await read({})).toEqual({ notebooks: [], folders: [], problems: [], ignored: 0 })
  const library = await read({ 'photos/a.jpg': 'jpg', 'photos/b.jpg': 'jpg' })
  expect(library.ignored).toBe(2)
  expect(library.problems).toMatchObject([
    { path: '', code: 'nothing-found', detail: expect.stringContaining('.rmdoc') },
  ])
})

test('progress ends at its total and never goes back', async () => {
  const seen: [number, number][] = []
  await readLibrary(sources(document()), core, { onProgress: (done, total) => seen.push([done, total]) })
  expect(seen.at(-1)).toEqual([5, 5])
  expect(seen.map(([done]) => done)).toEqual([1, 2, 3, 4, 5])
})

test('an abort ends the reading with its own reason', async () => {
  const controller = new AbortController()
  const reading = readLibrary(sources({ ...document(), ...document(otherUuid) }), core, {
    signal: controller.signal,
    onProgress: (done) => done === 2 && controller.abort(new Error('enough')),
  })
  await expect(reading).rejects.toThrow('enough')
})

test('page bytes are not read before they are asked for', async () => {
  const opened: string[] = []
  const files = sources(document()).map((file) => {
    const read = () => {
      opened.push(file.path)
      return file.read()
    }
    return { ...file, read }
  })
  await readLibrary(files, core)
  expect(opened.filter((path) => path.endsWith('.rm'))).toEqual([])
})

test('a core that dies on a description costs only what the description says', async () => {
  const dying: LibraryCore = {
    countPages: () => 1,
    typedText: () => '',
    readDocument() {
      throw Object.assign(new Error('trap'), { name: 'CoreCrash' })
    },
  }
  const { notebooks } = await readLibrary(sources(document()), dying)
  expect(notebooks[0]?.pages).toHaveLength(2)
  expect(notebooks[0]?.problems.map((problem) => problem.code)).toEqual(['crash'])
})
