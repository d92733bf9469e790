// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks of blocks by their numbers, tripped by a client that is careless in just that way.
import { describe, expect, it } from 'vitest'
import {
  middle,
  paragraph,
  type Refused,
  rich,
  table,
  text,
  toggle,
  type World,
  worldForTests,
} from './notion-workspace.ts'

const holder = worldForTests()
const world = () => holder.current

/** What a careless client does, and the error it gets. An empty text: the real message is unknown. */
type Row = [check: number, client: string, act: (world: World) => Refused, says: string]

const append =
  (children: unknown, more: object = {}) =>
  (world: World) =>
    world.refused('PATCH', `/blocks/${world.page}/children`, { children, ...more })
const words = (item: unknown) => append([{ paragraph: { rich_text: [item] } }])
const long = (length: number) => 'x'.repeat(length)
const deep = toggle('top', [toggle('child', [toggle('grandchild', [paragraph('too deep')])])])
const existing = (world: World, block: unknown) => world.append([block])[0].id
const patch = (block: unknown, change: unknown) => (world: World) =>
  world.refused('PATCH', `/blocks/${existing(world, block)}`, change)

const refused: Row[] = [
  [
    5,
    'invents a key beside children',
    append([], { foo: 1 }),
    'body failed validation: body.foo should be not present, instead was `1`.',
  ],
  [
    0,
    'sends no children',
    append(undefined),
    'body failed validation: body.children should be defined, instead was `undefined`.',
  ],
  [
    6,
    'invents a type',
    append([{ type: 'banner', banner: {} }]),
    'body failed validation. Fix one:\nbody.children[0].embed should be defined, instead was `undefined`.\n',
  ],
  [
    6,
    'invents a key in a block',
    append([{ paragraph: { rich_text: [], bold: true } }]),
    'body.children[0].paragraph.bold should be not present',
  ],
  [
    6,
    'invents a key in rich text',
    words({ text: { content: 'a', bold: true } }),
    'body.children[0].paragraph.rich_text[0].text.bold should be not present',
  ],
  [
    7,
    'appends 101 blocks',
    append(Array(101).fill(paragraph('a'))),
    'body failed validation: body.children.length should be ≤ `100`, instead was `101`.',
  ],
  [
    7,
    'nests 101 blocks',
    append([toggle('a', Array(101).fill(paragraph('b')))]),
    'body.children[0].toggle.children.length should be ≤ `100`, instead was `101`.',
  ],
  [8, 'sends 1001 blocks at all levels', append(Array(91).fill(toggle('a', Array(10).fill(paragraph('b'))))), ''],
  [
    10,
    'nests three levels',
    append([deep]),
    'body.children[0].toggle.children[0].toggle.children[0].toggle.children should be not present, instead was `[{"type":"paragraph"',
  ],
  [
    10,
    'nests a table two levels down',
    append([toggle('a', [toggle('b', [table(1, [1])])])]),
    '.table.children should be not present',
  ],
  [
    11,
    'writes 2001 letters',
    words(text(long(2001))),
    'body.children[0].paragraph.rich_text[0].text.content.length should be ≤ `2000`, instead was `2001`.',
  ],
  [
    11,
    'counts characters and not UTF-16 units',
    words(text('😀'.repeat(1001))),
    'content.length should be ≤ `2000`, instead was `2002`.',
  ],
  [
    12,
    'sends 101 items of rich text',
    append([{ paragraph: { rich_text: Array(101).fill(text('a')) } }]),
    'body.children[0].paragraph.rich_text.length should be ≤ `100`, instead was `101`.',
  ],
  [
    13,
    'links to 2001 letters',
    words(text('a', { link: { url: `https://example.org/${long(1981)}` } })),
    'link.url.length should be ≤ `2000`, instead was `2001`.',
  ],
  [13, 'links to no URL', words(text('a', { link: { url: 'my page' } })), 'Invalid URL for link.'],
  [
    13,
    'links to a file that is its own address',
    words(text('a', { link: { url: 'data:text/plain,a' } })),
    'Invalid URL for link.',
  ],
  [
    13,
    'sends an image within its address',
    append([{ image: { external: { url: 'data:image/png;base64,AAAA' } } }]),
    '',
  ],
  [
    14,
    'writes an equation of 1001 letters',
    append([{ equation: { expression: long(1001) } }]),
    'body.children[0].equation.expression.length should be ≤ `1000`, instead was `1001`.',
  ],
  [
    14,
    'writes such an equation in a line',
    words({ equation: { expression: long(1001) } }),
    'equation.expression.length should be ≤ `1000`, instead was `1001`.',
  ],
  [
    15,
    'names no language',
    append([{ code: { rich_text: rich('a') } }]),
    'body.children[0].code.language should be defined, instead was `undefined`.',
  ],
  [
    15,
    'names a language by its short name',
    append([{ code: { rich_text: rich('a'), language: 'js' } }]),
    'body.children[0].code.language should be `"abap"`',
  ],
  [
    15,
    'writes plain text with an underscore',
    append([{ code: { rich_text: rich('a'), language: 'plain_text' } }]),
    'instead was `"plain_text"`.',
  ],
  [
    16,
    'invents a colour',
    append([{ paragraph: { rich_text: [], color: 'mauve' } }]),
    'body.children[0].paragraph.color should be `"default"`',
  ],
  [
    16,
    'invents a colour of text',
    words({ ...text('a'), annotations: { color: '#ff0000' } }),
    'annotations.color should be',
  ],
  [
    17,
    'makes a row too short',
    append([table(2, [2, 1])]),
    'Number of cells in table row must match the table width of the parent table',
  ],
  [17, 'makes a table without rows', append([table(2, [])]), ''],
  [
    17,
    'makes a table without children',
    append([{ table: { table_width: 2 } }]),
    'body.children[0].table.children should be defined',
  ],
  [
    17,
    'appends a row of another width',
    (world) =>
      world.refused('PATCH', `/blocks/${existing(world, table(2, [2]))}/children`, {
        children: [{ table_row: { cells: [[]] } }],
      }),
    'Number of cells in table row must match the table width of the parent table',
  ],
  [18, 'puts a row on a page', append([{ table_row: { cells: [[]] } }]), ''],
  [18, 'puts a paragraph in a table', append([{ table: { table_width: 1, children: [paragraph('a')] } }]), ''],
  [18, 'puts a column on a page', append([{ column: { children: [] } }]), ''],
  [18, 'makes a single column', append([{ column_list: { children: [{ column: { children: [] } }] } }]), ''],
  [
    19,
    'nests below a divider',
    append([{ divider: { children: [paragraph('a')] } }]),
    'body.children[0].divider.children should be not present',
  ],
  [
    19,
    'nests below a heading that does not fold',
    append([{ heading_1: { rich_text: rich('a'), children: [paragraph('b')] } }]),
    '',
  ],
  [
    19,
    'appends to a divider',
    (world) =>
      world.refused('PATCH', `/blocks/${existing(world, { divider: {} })}/children`, { children: [paragraph('a')] }),
    'Block does not support children',
  ],
  [
    19,
    'appends to a heading that does not fold',
    (world) =>
      world.refused('PATCH', `/blocks/${existing(world, { heading_1: { rich_text: [] } })}/children`, {
        children: [paragraph('a')],
      }),
    'Block does not support children',
  ],
  [
    20,
    'appends to a database',
    (world) => world.refused('PATCH', `/blocks/${world.database.id}/children`, { children: [paragraph('a')] }),
    'Block does not support children',
  ],
  [
    21,
    'appends after a block that never was',
    append([paragraph('a')], {
      position: { type: 'after_block', after_block: { id: 'dead0000-0000-4000-8000-000000000000' } },
    }),
    '',
  ],
  [
    21,
    'says after in the newest version',
    append([paragraph('a')], { after: 'dead0000-0000-4000-8000-000000000000' }),
    'body.after should be not present',
  ],
  [
    21,
    'says after and position',
    (world) => {
      world.version = middle
      return append([paragraph('a')], { after: world.database.id, position: { type: 'end' } })(world)
    },
    '',
  ],
  [21, 'names a position of pages', append([paragraph('a')], { position: { type: 'page_end' } }), ''],
  [
    22,
    'archives a block in the newest version',
    patch(paragraph('a'), { archived: true }),
    'body.archived should be not present, instead was `true`.',
  ],
  [
    27,
    'makes another block of one',
    patch({ heading_1: { rich_text: rich('a') } }, paragraph('b')),
    'Expected block type heading_1 in request body',
  ],
  [
    27,
    'updates children',
    patch(toggle('a'), toggle('a', [paragraph('b')])),
    'body.toggle.children should be not present',
  ],
  [27, 'renames a page as a block', (world) => world.refused('PATCH', `/blocks/${world.page}`, paragraph('Title')), ''],
  [
    27,
    'updates a synced block',
    patch({ synced_block: { synced_from: null } }, { synced_block: { synced_from: null } }),
    '',
  ],
  [
    17,
    'updates a row to another width',
    (world) =>
      world.refused('PATCH', `/blocks/${world.children(existing(world, table(2, [2])))[0].id}`, {
        table_row: { cells: [[]] },
      }),
    'Number of cells in table row must match the table width of the parent table',
  ],
  [
    30,
    'mentions a day that is none',
    words({ mention: { date: { start: '20.11.2026' } } }),
    'should be a valid ISO 8601 date string, instead was `"20.11.2026"`',
  ],
  [
    33,
    'wants 101 blocks',
    (world) => world.refused('GET', `/blocks/${world.page}/children`, undefined, 'page_size=101'),
    'query.page_size should be ≤ `100`',
  ],
  [
    33,
    'makes up a cursor',
    (world) => world.refused('GET', `/blocks/${world.page}/children`, undefined, 'start_cursor=bogus'),
    'query failed validation: query.start_cursor should be a valid uuid or `undefined`, instead was `"bogus"`.',
  ],
  [
    33,
    'takes the cursor of nothing',
    (world) =>
      world.refused(
        'GET',
        `/blocks/${world.page}/children`,
        undefined,
        'start_cursor=dead0000-0000-4000-8000-000000000000',
      ),
    'The start_cursor provided is invalid: ',
  ],
  [
    41,
    'attaches what it has not uploaded',
    append([{ image: { file_upload: { id: 'dead0000-0000-4000-8000-000000000000' } } }]),
    '',
  ],
  [
    0,
    'asks for a page by its name',
    (world) => world.refused('GET', '/pages/x'),
    'path failed validation: path.page_id should be a valid uuid, instead was `"x"`.',
  ],
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
  })

  it('as a whole: what is right beside a mistake is not kept', () => {
    append([paragraph('right'), { divider: {} }, { code: { rich_text: rich('wrong') } }])(world())
    expect(
      world()
        .children(world().page)
        .map(({ type }) => type),
    ).toEqual(['child_database'])
  })

  it('by check 2 when it asks for what there is not', () => {
    for (const [method, path] of [
      ['PUT', `/pages/${world().page}`],
      ['GET', '/nothing'],
      ['DELETE', `/pages/${world().page}`],
    ] as const)
      expect(world().refused(method, path)).toMatchObject({
        status: 400,
        code: 'invalid_request_url',
        check: 2,
        message: 'Invalid request URL.',
      })
  })

  it('in 34 lines when a type is unknown', () => {
    expect(append([{ foo: {} }])(world()).message.split('\n')).toHaveLength(35)
  })
})
