// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages, databases, queries and the search: calls that succeed.
import { describe, expect, it } from 'vitest'
import { middle, named, newest, older, paragraph, plain, rich, versions, worldForTests } from './notion-workspace.ts'

const holder = worldForTests()
const world = () => holder.current

describe('pages', () => {
  it.each(versions)('are rows, made, read and changed in version %s', (version) => {
    world().version = version
    const values = {
      ...named('Notebook'),
      T: { rich_text: rich('text') },
      N: { number: 3 },
      S: { select: { name: 'blue' } },
      M: { multi_select: [{ name: 'a' }, { name: 'b' }] },
      D: { date: { start: '2026-11-20' } },
      U: { url: 'https://example.org' },
      C: { checkbox: true },
      St: { status: { name: 'Done' } },
      E: { email: 'robin@example.org' },
      P: { phone_number: '+49 30 1' },
      Files: { files: [{ name: 'a.png', external: { url: 'https://example.org/a.png' } }] },
    }
    const page = world().row(values, { icon: { emoji: '📓' }, children: [paragraph('first')] })
    const { database, source } = world()
    expect(page.parent).toEqual(
      version === older
        ? { type: 'database_id', database_id: database.id }
        : { type: 'data_source_id', data_source_id: source, database_id: database.id },
    )
    expect(page).toMatchObject({ object: 'page', icon: { type: 'emoji', emoji: '📓' }, cover: null, in_trash: false })
    expect('archived' in page).toBe(version !== newest)
    expect(page.url).toBe(`https://app.notion.com/p/Notebook-${page.id.replaceAll('-', '')}`)
    expect(page.properties).toMatchObject({
      Name: { id: 'title', type: 'title', title: [{ plain_text: 'Notebook' }] },
      N: { type: 'number', number: 3 },
      S: { select: { name: 'blue' } },
      M: { multi_select: [{ name: 'a' }, { name: 'b' }] },
      D: { date: { start: '2026-11-20', end: null, time_zone: null } },
      St: { status: { name: 'Done', color: 'green' } },
      Made: { created_time: '2026-11-20T12:00:00.000Z' },
      Id: { unique_id: { prefix: 'NB', number: 1 } },
    })
    const cleared = {
      N: { number: null },
      S: { select: null },
      D: { date: null },
      U: { url: null },
      E: { email: null },
    }
    const properties = { ...cleared, [page.properties.C.id]: { checkbox: false } }
    const changed = world().ask('PATCH', `/pages/${page.id}`, { properties })
    for (const name of Object.keys(cleared)) expect(changed.properties[name][changed.properties[name].type]).toBe(null)
    expect(changed.properties.C.checkbox).toBe(false)
    expect(world().children(page.id).map(plain)).toEqual(['first'])
  })

  it('answer only the properties that are wanted', () => {
    const page = world().row({ ...named('Notebook'), N: { number: 3 } })
    const query = `filter_properties=title&filter_properties=${encodeURIComponent(page.properties.N.id)}`
    expect(Object.keys(world().ask('GET', `/pages/${page.id}`, undefined, query).properties)).toEqual(['Name', 'N'])
    expect(Object.keys(world().query({}, query).results[0].properties)).toEqual(['Name', 'N'])
  })

  it.each(versions)('go to the trash and come back by the words of version %s', (version) => {
    world().version = version
    const page = world().row(named('Notebook'))
    const key = version === newest ? 'in_trash' : 'archived'
    expect(world().ask('PATCH', `/pages/${page.id}`, { [key]: true }).in_trash).toBe(true)
    expect(world().query().results).toEqual([])
    expect(world().ask('PATCH', `/pages/${page.id}`, { [key]: false }).in_trash).toBe(false)
    expect(world().query().results).toHaveLength(1)
  })

  it('stand below pages, where they have a title only, and are blocks there', () => {
    const { page } = world()
    const below = world().ask('POST', '/pages', { parent: { page_id: page }, properties: { title: rich('Below') } })
    expect(below.properties).toEqual({
      title: { id: 'title', type: 'title', title: [expect.objectContaining({ plain_text: 'Below' })] },
    })
    expect(world().children(page).at(-1)).toMatchObject({
      id: below.id,
      type: 'child_page',
      child_page: { title: 'Below' },
    })
  })

  it('are erased, locked and given a cover', () => {
    world().append([paragraph('old')])
    const cover = { external: { url: 'https://example.org/c.png' } }
    const page = world().ask('PATCH', `/pages/${world().page}`, { erase_content: true, is_locked: true, cover })
    expect([page.is_locked, page.cover]).toEqual([true, { type: 'external', ...cover }])
    expect(world().children(page.id)).toEqual([])
  })
})

describe('databases', () => {
  it('have properties in the old version and data sources in the new ones', () => {
    const { database, source } = world()
    const path = `/databases/${database.id}`
    for (const version of [middle, newest]) {
      world().version = version
      const shown = world().ask('GET', path)
      expect(shown.data_sources).toEqual([{ id: source, name: 'Notebooks' }])
      expect(shown).not.toHaveProperty('properties')
      expect(world().ask('GET', `/data_sources/${source}`)).toMatchObject({
        object: 'data_source',
        parent: { type: 'database_id', database_id: database.id },
        properties: { S: { type: 'select', select: { options: [{ name: 'red' }] } } },
      })
    }
    world().version = older
    const shown = world().ask('GET', path)
    expect(shown).not.toHaveProperty('data_sources')
    expect(shown.properties.Name).toMatchObject({ id: 'title', type: 'title', title: {} })
  })

  it.each(versions)('are made and changed in version %s', (version) => {
    world().version = version
    const properties = { Name: { title: {} }, N: { number: {} } }
    const schema = version === older ? { properties } : { initial_data_source: { properties } }
    const parent = { type: 'page_id', page_id: world().page }
    const made = world().ask('POST', '/databases', { parent, title: rich('Made'), ...schema })
    expect(made).toMatchObject({ object: 'database', parent, title: [{ plain_text: 'Made' }] })
    const change = { properties: { N: { name: 'Count' }, Extra: { select: { options: [{ name: 'x' }] } } } }
    const source = made.data_sources?.[0].id
    const changed = world().ask('PATCH', source ? `/data_sources/${source}` : `/databases/${made.id}`, change)
    expect(Object.keys(changed.properties)).toEqual(['Name', 'Count', 'Extra'])
    expect(world().children(world().page).at(-1)).toMatchObject({ id: made.id, child_database: { title: 'Made' } })
  })

  it.each(versions)('are queried in version %s', (version) => {
    world().version = version
    for (const [name, number, option] of [
      ['Apple', 1, 'red'],
      ['Pear', 2, 'red'],
      ['Plum', 3, 'blue'],
    ] as const)
      world().row({ ...named(name), N: { number }, S: { select: { name: option } } })
    const names = (body: Record<string, unknown>) =>
      world()
        .query(body)
        .results.map(
          ({ properties }: { properties: { Name: { title: { plain_text: string }[] } } }) =>
            properties.Name.title[0]?.plain_text,
        )
    const byNumber = { sorts: [{ property: 'N', direction: 'ascending' }] }
    const isRed = { property: 'S', select: { equals: 'red' } }
    expect(names(byNumber)).toEqual(['Apple', 'Pear', 'Plum'])
    expect(names({ filter: { property: 'Name', title: { contains: 'p' } }, ...byNumber })).toEqual([
      'Apple',
      'Pear',
      'Plum',
    ])
    expect(names({ filter: { and: [isRed, { or: [{ property: 'N', number: { greater_than: 1 } }] }] } })).toEqual([
      'Pear',
    ])
    expect(
      names({
        filter: { property: 'D', date: { is_empty: true } },
        sorts: [{ property: 'N', direction: 'descending' }],
      }),
    ).toEqual(['Plum', 'Pear', 'Apple'])
    expect(names({ filter: { timestamp: 'created_time', created_time: { after: '2026-11-21' } } })).toEqual([])
    const first = world().query({ page_size: 2 })
    expect([first.results.length, first.has_more, first.type]).toEqual([
      2,
      true,
      version === older ? 'page_or_database' : 'page_or_data_source',
    ])
    expect(world().query({ start_cursor: first.next_cursor }).results).toHaveLength(1)
  })
})

describe('what is moved', () => {
  it('is where it was moved to: a database below another page, a source in another database', () => {
    const { database, source, page } = world()
    const other = world().workspace.page('Other', page)
    const moved = world().ask('PATCH', `/databases/${database.id}`, { parent: { page_id: other } })
    expect(moved.parent).toEqual({ type: 'page_id', page_id: other })
    const second = world().workspace.database({ title: 'Second', parent: page })
    const parent = { database_id: second.id }
    expect(world().ask('PATCH', `/data_sources/${source}`, { parent }).parent).toEqual({
      type: 'database_id',
      ...parent,
    })
    expect(world().ask('GET', `/databases/${second.id}`).data_sources).toHaveLength(2)
  })
})

describe('the search', () => {
  it.each(versions)('finds titles of what is shared, in version %s', (version) => {
    world().version = version
    world().workspace.page('Secret notes')
    const found = world().ask('POST', '/search', { query: 'not' })
    const kind = version === older ? 'database' : 'data_source'
    expect(found.results.map(({ object }: { object: string }) => object).sort()).toEqual([kind, 'page'])
    expect(found.type).toBe(version === older ? 'page_or_database' : 'page_or_data_source')
    const only = world().ask('POST', '/search', {
      filter: { property: 'object', value: kind },
      sort: { timestamp: 'last_edited_time', direction: 'descending' },
    })
    expect(only.results).toHaveLength(1)
    expect(world().ask('POST', '/search').results).toHaveLength(2)
  })

  it('learns late of new titles (check 46)', () => {
    world().workspace.limits.searchDelayMs = 5000
    world().time += 60_000
    world().ask('PATCH', `/pages/${world().page}`, { properties: { title: { title: rich('Diary') } } })
    const found = (query: string) =>
      world().ask('POST', '/search', { query, filter: { property: 'object', value: 'page' } }).results.length
    expect([found('Notes'), found('Diary')]).toEqual([1, 0])
    world().time += 5000
    expect([found('Notes'), found('Diary')]).toEqual([0, 1])
  })
})
