// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks, Markdown and people's edits: calls that succeed.
import { describe, expect, it } from 'vitest'
import {
  middle,
  newest,
  paragraph,
  plain,
  rich,
  table,
  text,
  toggle,
  versions,
  worldForTests,
} from './notion-workspace.ts'

const holder = worldForTests()
const world = () => holder.current

describe('blocks', () => {
  it('are answered by an append at the first level only, in the order of the request (check 44)', () => {
    const { page } = world()
    const added = world().append([toggle('One', [paragraph('in one')]), paragraph('Two'), toggle('Three')])
    expect(added.map(plain)).toEqual(['One', 'Two', 'Three'])
    expect(added.map(({ has_children }) => has_children)).toEqual([true, false, false])
    expect(added[0].toggle).not.toHaveProperty('children')
    expect(world().children(page).slice(-3).map(plain)).toEqual(['One', 'Two', 'Three'])
    expect(world().children(added[0].id).map(plain)).toEqual(['in one'])
  })

  it.each(versions)('read back with what was not said, in version %s', (version) => {
    world().version = version
    const [block] = world().append([paragraph('Hello')])
    expect(block).toMatchObject({
      object: 'block',
      type: 'paragraph',
      parent: { type: 'page_id', page_id: world().page },
      created_time: '2026-11-20T12:00:00.000Z',
      last_edited_time: '2026-11-20T12:00:00.000Z',
      created_by: { object: 'user', id: world().bot.id },
      has_children: false,
      in_trash: false,
      paragraph: { color: 'default' },
    })
    expect(block.paragraph.rich_text).toEqual([
      {
        type: 'text',
        text: { content: 'Hello', link: null },
        annotations: {
          bold: false,
          italic: false,
          strikethrough: false,
          underline: false,
          code: false,
          color: 'default',
        },
        plain_text: 'Hello',
        href: null,
      },
    ])
    expect('archived' in block).toBe(version !== newest)
  })

  it('keep links, equations and mentions of pages', () => {
    const { page } = world()
    const [block] = world().append([
      {
        paragraph: {
          rich_text: [
            text('here', { link: { url: 'https://example.org/a' } }),
            { equation: { expression: 'E=mc^2' } },
            { mention: { page: { id: page } } },
            { mention: { date: { start: '2026-11-20' } } },
          ],
        },
      },
    ])
    expect(
      block.paragraph.rich_text.map((one: { plain_text: string; href: string | null }) => [one.plain_text, one.href]),
    ).toEqual([
      ['here', 'https://example.org/a'],
      ['E=mc^2', null],
      ['Notes', expect.stringContaining(page.replaceAll('-', ''))],
      ['2026-11-20', null],
    ])
  })

  it('go where position says, and where after says', () => {
    const [first] = world().append([paragraph('a'), paragraph('d')], { position: { type: 'start' } })
    const after = { type: 'after_block', after_block: { id: first.id.replaceAll('-', '') } }
    const [second] = world().append([paragraph('b')], { position: after })
    world().version = middle
    world().append([paragraph('c')], { after: second.id })
    world().append([paragraph('e')], { position: { type: 'end' } })
    const texts = world()
      .children(world().page)
      .filter(({ type }) => type === 'paragraph')
      .map(plain)
    expect(texts).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('come a page at a time', () => {
    const toggled = world().append([toggle('List')])[0].id
    world().append(
      Array.from({ length: 100 }, (_, index) => paragraph(`${index}`)),
      {},
      toggled,
    )
    world().append([paragraph('100')], {}, toggled)
    const path = `/blocks/${toggled}/children`
    const first = world().ask('GET', path)
    expect([first.object, first.type, first.block, first.results.length, first.has_more]).toEqual([
      'list',
      'block',
      {},
      100,
      true,
    ])
    const rest = world().ask('GET', path, undefined, `start_cursor=${first.next_cursor}&page_size=0`)
    expect([rest.results.map(plain), rest.has_more, rest.next_cursor]).toEqual([['100'], false, null])
  })

  it('are updated: the whole of a text, or one fact of it', () => {
    const [block] = world().append([{ to_do: { rich_text: rich('Buy milk') } }])
    const path = `/blocks/${block.id}`
    expect(world().ask('PATCH', path, { to_do: { checked: true } }).to_do).toMatchObject({
      checked: true,
      rich_text: [{ plain_text: 'Buy milk' }],
    })
    expect(plain(world().ask('PATCH', path, { type: 'to_do', to_do: { rich_text: rich('Bread') } }))).toBe('Bread')
    expect(world().ask('GET', path).to_do.checked).toBe(true)
  })

  it('go to the trash and come back, and are not listed meanwhile (check 24)', () => {
    const [one, two] = world().append([toggle('one', [paragraph('in it')]), paragraph('two')])
    expect(world().ask('DELETE', `/blocks/${one.id}`).in_trash).toBe(true)
    expect(
      world()
        .children(world().page)
        .map(({ id }) => id),
    ).not.toContain(one.id)
    expect(world().ask('GET', `/blocks/${one.id}`).in_trash).toBe(true)
    expect(world().ask('PATCH', `/blocks/${one.id}`, { in_trash: false }).in_trash).toBe(false)
    expect(
      world()
        .children(world().page)
        .slice(-2)
        .map(({ id }) => id),
    ).toEqual([one.id, two.id])
  })

  it('tell the minute of the last write, and so does their page (checks 43, 45)', () => {
    const [block] = world().append([toggle('one', [paragraph('in it')])])
    const [inner] = world().children(block.id)
    world().time += 60_000
    world().ask('PATCH', `/blocks/${inner.id}`, { paragraph: { rich_text: rich('changed') } })
    world().time += 59_000
    const edited = (path: string) => world().ask('GET', path).last_edited_time
    for (const path of [`/blocks/${inner.id}`, `/pages/${world().page}`])
      expect(edited(path)).toBe('2026-11-20T12:01:00.000Z')
    expect(world().ask('GET', `/blocks/${inner.id}`).created_time).toBe('2026-11-20T12:00:00.000Z')
  })

  it('hold tables, columns and headings that fold', () => {
    const [grid, columns, heading] = world().append([
      table(2, [2, 2]),
      { column_list: { children: [1, 2].map((one) => ({ column: { children: [paragraph(`${one}`)] } })) } },
      { heading_2: { rich_text: rich('Folds'), is_toggleable: true, children: [paragraph('below')] } },
    ])
    expect(grid.table).toEqual({ table_width: 2, has_column_header: false, has_row_header: false })
    expect(
      world()
        .children(grid.id)
        .map(({ table_row }) => table_row.cells.length),
    ).toEqual([2, 2])
    expect(world().append([{ table_row: { cells: [rich('a'), []] } }], {}, grid.id)[0].type).toBe('table_row')
    expect(
      world()
        .children(columns.id)
        .map(({ type }) => type),
    ).toEqual(['column', 'column'])
    expect(world().children(heading.id).map(plain)).toEqual(['below'])
  })

  it('take what a bot has uploaded, whose address is another each hour', () => {
    const id = '0b0b0b0b-0000-4000-8000-00000000000b'
    world().uploads.set(id, {
      name: 'page.png',
      contentType: 'image/png',
      url: 'https://files.example.org/page.png?sig=1',
    })
    const [image] = world().append([{ image: { type: 'file_upload', file_upload: { id } } }])
    expect(image.image).toEqual({
      type: 'file',
      file: { url: 'https://files.example.org/page.png?sig=1', expiry_time: '2026-11-20T13:00:42.500Z' },
      caption: [],
    })
  })

  it('of a hundred toggles with their text go in one call', () => {
    const toggles = Array.from({ length: 100 }, (_, index) => toggle(`Page ${index}`, [paragraph('text')]))
    expect(world().append(toggles)).toHaveLength(100)
  })
})

describe('Markdown', () => {
  it('becomes blocks and is written from them', () => {
    const markdown =
      '# Title\nSome **bold** and [linked](https://example.org) text\n- item\n\t- [x] done\n```c\nint a;\n```'
    const page = world().ask('POST', '/pages', {
      parent: { page_id: world().page },
      properties: { title: rich('M') },
      markdown,
    })
    expect(
      world()
        .children(page.id)
        .map(({ type }) => type),
    ).toEqual(['heading_1', 'paragraph', 'bulleted_list_item', 'code'])
    const path = `/pages/${page.id}/markdown`
    expect(world().ask('GET', path)).toEqual({
      object: 'page_markdown',
      id: page.id,
      markdown,
      truncated: false,
      unknown_block_ids: [],
    })
    const content_updates = [{ old_str: 'Some', new_str: 'Much' }]
    expect(
      world().ask('PATCH', path, { type: 'update_content', update_content: { content_updates } }).markdown,
    ).toContain('Much **bold**')
    const insert_content = { content: 'last', position: { type: 'end' } }
    expect(world().ask('PATCH', path, { type: 'insert_content', insert_content }).markdown.endsWith('\nlast')).toBe(
      true,
    )
    expect(
      world().ask('PATCH', path, { type: 'replace_content', replace_content: { new_str: 'All new' } }).markdown,
    ).toBe('All new')
  })
})

describe('people', () => {
  it('write, change, move and throw away what bots see', () => {
    const events: string[] = []
    const { workspace, page } = world()
    workspace.onEdit = ({ type }) => events.push(type)
    const other = workspace.page('Other')
    const [block = ''] = workspace.write(page, [paragraph('by hand')])
    workspace.edit(block, { paragraph: { rich_text: rich('by another hand') } })
    expect(plain(world().ask('GET', `/blocks/${block}`))).toBe('by another hand')
    expect(world().refused('GET', `/pages/${other}`).status).toBe(404)
    workspace.move(other, page)
    expect(world().ask('GET', `/pages/${other}`).parent).toEqual({ type: 'page_id', page_id: page })
    workspace.trash(page)
    expect(workspace.tree(page)).toMatchObject({
      title: 'Notes',
      in_trash: true,
      children: [{ type: 'child_database' }, { content: { color: 'default' } }, { title: 'Other' }],
    })
    workspace.unshare(world().bot, page)
    expect(world().refused('GET', `/pages/${page}`).code).toBe('object_not_found')
    expect(events).toEqual([
      'page.created',
      'page.content_updated',
      'page.content_updated',
      'page.moved',
      'page.deleted',
    ])
  })
})
