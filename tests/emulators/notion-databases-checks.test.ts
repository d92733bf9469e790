// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks of pages, databases, queries and the search by their numbers, tripped by a client that is careless in just
// that way.
import { describe, expect, it } from 'vitest'
import {
  middle,
  named,
  newest,
  older,
  paragraph,
  type Refused,
  rich,
  versions,
  type World,
  worldForTests,
} from './notion-workspace.ts'

const holder = worldForTests()
const world = () => holder.current

/** What a careless client does, and the error it gets. An empty text: the real message is unknown. */
type Row = [check: number, client: string, act: (world: World) => Refused, says: string]

const create =
  (properties: object, more: object = {}) =>
  (world: World) =>
    world.refused('POST', '/pages', {
      parent: { data_source_id: world.source },
      properties: { ...named('a'), ...properties },
      ...more,
    })
const query = (body: object) => (world: World) => world.refused('POST', `/data_sources/${world.source}/query`, body)
const filtered = (filter: object) => query({ filter })
const search = (body: object) => (world: World) => world.refused('POST', '/search', body)
const inVersion = (version: string, act: (world: World) => Refused) => (world: World) => {
  world.version = version
  return act(world)
}
const make = (properties: object) => (world: World) =>
  world.refused('POST', '/databases', { parent: { page_id: world.page }, initial_data_source: { properties } })
const isThree = { property: 'N', number: { equals: 3 } }

const refused: Row[] = [
  [5, 'invents a key of a page', create({}, { archived_at: 1 }), 'body.archived_at should be not present'],
  [
    5,
    'sends properties of a database where sources have them',
    (world) => world.refused('POST', '/databases', { parent: { page_id: world.page }, properties: {} }),
    'body.properties should be not present',
  ],
  [
    12,
    'chooses 101 options',
    create({ M: { multi_select: Array(101).fill({ name: 'a' }) } }),
    'body.properties.M.multi_select.length should be ≤ `100`, instead was `101`.',
  ],
  [
    22,
    'archives a page in the newest version',
    (world) => world.refused('PATCH', `/pages/${world.page}`, { archived: true }),
    'body.archived should be not present, instead was `true`.',
  ],
  [28, 'sets a property that there is not', create({ X: { number: 1 } }), 'X is not a property that exists.'],
  [28, 'sets a number by a text', create({ N: { rich_text: rich('3') } }), 'N is expected to be number.'],
  [
    0,
    'quotes a number',
    create({ N: { number: '3' } }),
    'body.properties.N.number should be a number, instead was `"3"`.',
  ],
  [28, 'sets what is computed', create({ F: { formula: { string: 'a' } } }), ''],
  [28, 'sets the time of creation', create({ Made: { created_time: '2026-11-20T12:00:00Z' } }), ''],
  [
    28,
    'sets more than a title below a page',
    (world) =>
      world.refused('POST', '/pages', {
        parent: { page_id: world.page },
        properties: { title: { title: rich('a') }, N: { number: 1 } },
      }),
    'N is not a property that exists.',
  ],
  [
    28,
    'wants a property that there is not',
    (world) => world.refused('GET', `/pages/${world.page}`, undefined, 'filter_properties=X'),
    '',
  ],
  [28, 'makes a database without a title', make({ N: { number: {} } }), ''],
  [28, 'makes a database with two titles', make({ A: { title: {} }, B: { title: {} } }), ''],
  [
    29,
    'names an option with a comma',
    create({ S: { select: { name: 'a, b' } } }),
    'Invalid select option, commas not allowed: a, b',
  ],
  [
    29,
    'names one of several options with a comma',
    create({ M: { multi_select: [{ name: 'a, b' }] } }),
    'commas not allowed: a, b',
  ],
  [
    29,
    'invents a status',
    create({ St: { status: { name: 'Nearly' } } }),
    'Invalid status option. Status option "Nearly" does not exist".',
  ],
  [
    16,
    'invents the colour of an option',
    make({ A: { title: {} }, S: { select: { options: [{ name: 'a', color: 'mauve' }] } } }),
    'options[0].color should be',
  ],
  [
    30,
    'writes a date as people do',
    create({ D: { date: { start: '20.11.2026' } } }),
    'body.properties.D.date.start should be a valid ISO 8601 date string, instead was `"20.11.2026"`',
  ],
  [
    30,
    'writes a day that there is not',
    create({ D: { date: { start: '2026-02-30' } } }),
    'body.properties.D.date.start should be a valid ISO 8601 date string',
  ],
  [31, 'empties a URL by an empty text', create({ U: { url: '' } }), ''],
  [
    31,
    'sends an email of 201 letters',
    create({ E: { email: 'x'.repeat(201) } }),
    'body.properties.E.email.length should be ≤ `200`, instead was `201`.',
  ],
  [
    31,
    'sends a telephone number of 201 letters',
    create({ P: { phone_number: '1'.repeat(201) } }),
    'body.properties.P.phone_number.length should be ≤ `200`, instead was `201`.',
  ],
  [
    13,
    'sends a URL of 2001 letters',
    create({ U: { url: 'x'.repeat(2001) } }),
    'body.properties.U.url.length should be ≤ `2000`, instead was `2001`.',
  ],
  [
    32,
    'filters a number as text',
    filtered({ property: 'N', rich_text: { equals: '3' } }),
    'The property type in the database does not match the property type of the filter provided: database property number does not match filter rich_text',
  ],
  [
    32,
    'filters by a property that there is not',
    filtered({ property: 'X', number: { equals: 3 } }),
    'Could not find property with name or id: X',
  ],
  [
    32,
    'sorts by a property that there is not',
    query({ sorts: [{ property: 'X', direction: 'ascending' }] }),
    'Could not find sort property with name or id: X',
  ],
  [32, 'nests filters three deep', filtered({ and: [{ or: [{ and: [isThree] }] }] }), '.and should be not present'],
  [32, 'invents a comparison', filtered({ property: 'N', number: { is: 3 } }), ''],
  [32, 'names no direction', query({ sorts: [{ property: 'N' }] }), 'body.sorts[0].direction should be defined'],
  [30, 'filters by a day that is none', filtered({ property: 'D', date: { after: 'soon' } }), ''],
  [
    33,
    'wants 101 pages',
    query({ page_size: 101 }),
    'body failed validation: body.page_size should be ≤ `100`, instead was `101`.',
  ],
  [
    33,
    'makes up a cursor',
    query({ start_cursor: 'bogus' }),
    'body.start_cursor should be a valid uuid or `undefined`, instead was `"bogus"`.',
  ],
  [33, 'wants 101 results', search({ page_size: 101 }), 'body.page_size should be ≤ `100`, instead was `101`.'],
  [
    34,
    'searches for databases in a new version',
    search({ filter: { property: 'object', value: 'database' } }),
    'body.filter.value should be `"page"` or `"data_source"`, instead was `"database"`.',
  ],
  [
    34,
    'searches for data sources in an old version',
    inVersion(older, search({ filter: { property: 'object', value: 'data_source' } })),
    'body.filter.value should be `"page"` or `"database"`, instead was `"data_source"`.',
  ],
  [
    34,
    'sorts the search by creation',
    search({ sort: { timestamp: 'created_time', direction: 'ascending' } }),
    'body.sort.timestamp should be "last_edited_time" when sorting by timestamp.',
  ],
  [35, 'makes a row of a data source in an old version', inVersion(older, create({})), ''],
  [0, 'sends blocks and Markdown', create({}, { children: [paragraph('a')], markdown: 'a' }), ''],
]

describe('a client is refused', () => {
  it.each(refused)('by check %i when it %s', (check, _client, act, says) => {
    expect(act(world())).toMatchObject({
      status: 400,
      code: 'validation_error',
      check,
      isViolation: true,
      message: expect.stringContaining(says),
    })
    expect(world().query().results).toEqual([])
  })

  it.each([middle, newest])('by check 35 when it queries a database in version %s', (version) => {
    world().version = version
    expect(world().refused('POST', `/databases/${world().database.id}/query`, {})).toMatchObject({
      status: 400,
      code: 'invalid_request_url',
      check: 35,
      message: 'Invalid request URL.',
    })
  })

  it('by check 35 when it asks for data sources in an old version', () => {
    world().version = older
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/query'],
      ['PATCH', ''],
    ] as const)
      expect(world().refused(method, `/data_sources/${world().source}${path}`, {})).toMatchObject({
        status: 400,
        code: 'invalid_request_url',
        check: 35,
      })
  })

  it('when it takes a database for its data source, or the other way round', () => {
    const { database, source } = world()
    for (const path of [`/databases/${source}`, `/data_sources/${database.id}`, `/pages/${database.id}`])
      expect(world().refused('GET', path)).toMatchObject({ status: 404, code: 'object_not_found' })
  })

  it('when it adds to the top of a workspace without being a person', () => {
    const internal = { ...world().bot, owner: { type: 'workspace', workspace: true } }
    world().bot = internal
    const parent = { workspace: true }
    for (const [path, body] of [
      ['/pages', { parent, properties: {} }],
      ['/databases', { parent, initial_data_source: { properties: { Name: { title: {} } } } }],
    ] as const)
      expect(world().refused('POST', path, body)).toMatchObject({ status: 400, code: 'validation_error' })
  })

  it('when it mixes values that say their type with values that do not', () => {
    expect(create({ N: 3 })(world())).toMatchObject({ status: 400, code: 'validation_error' })
  })

  it('when Markdown has not what it wants to replace', () => {
    const path = `/pages/${world().page}/markdown`
    const update_content = { content_updates: [{ old_str: 'never there', new_str: '' }] }
    expect(world().refused('PATCH', path, { type: 'update_content', update_content })).toMatchObject({
      status: 400,
      code: 'validation_error',
    })
    const content_updates = Array(101).fill({ old_str: 'a', new_str: 'b' })
    expect(world().refused('PATCH', path, { type: 'update_content', update_content: { content_updates } }).check).toBe(
      12,
    )
  })
})

describe('a careful client may meet', () => {
  it('a database that people gave a second source, in an old version (check 35)', () => {
    const second = world().workspace.source(world().database.id, 'More')
    world().version = older
    const path = `/databases/${world().database.id}`
    for (const refused of [world().refused('POST', `${path}/query`, {}), world().refused('GET', path)])
      expect(refused).toMatchObject({
        status: 400,
        code: 'validation_error',
        message: 'Databases with multiple data sources are not supported in this API version.',
        isViolation: false,
        additional_data: {
          error_type: 'multiple_data_sources_for_database',
          child_data_source_ids: [world().source, second],
          minimum_api_version: '2025-09-03',
        },
      })
  })

  it('a property that people have renamed', () => {
    world().workspace.setSchema(world().source, { N: { name: 'Count' } })
    expect(create({ N: { number: 3 } })(world())).toMatchObject({ check: 28, isViolation: false })
    expect(world().row({ ...named('a'), Count: { number: 3 } }).properties.Count.number).toBe(3)
  })

  it('options that people have not made yet, and makes them (check 29)', () => {
    world().row({ ...named('a'), S: { select: { name: 'new' } } })
    const { properties } = world().ask('GET', `/data_sources/${world().source}`)
    expect(properties.S.select.options.map(({ name }: { name: string }) => name)).toEqual(['red', 'new'])
  })

  it.each(versions)('a database in the trash, in version %s (check 23)', (version) => {
    world().version = version
    const { id } = world().row(named('a'))
    world().workspace.trash(world().database.id)
    const message =
      "Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page."
    expect(world().refused('PATCH', `/pages/${id}`, { properties: named('b') })).toMatchObject({
      check: 23,
      isViolation: false,
      message,
    })
    world().workspace.restore(world().database.id)
    expect(world().ask('PATCH', `/pages/${id}`, { properties: named('b') }).id).toBe(id)
  })

  it('ids without dashes, which are answered with them', () => {
    const bare = world().page.replaceAll('-', '')
    expect(world().ask('GET', `/pages/${bare.toUpperCase()}`).id).toBe(world().page)
    expect(world().ask('GET', `/blocks/${bare}/children`).object).toBe('list')
  })
})
