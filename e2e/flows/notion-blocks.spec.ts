// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page holds arrives in Notion as what it is, and follows when it changes.
import { expect } from '../dashboard.ts'
import { announceTexts, mirrorOn, test } from '../notion-person.ts'

const pageWith = (length: string) => `| wave | length |
|---|---|
| red | ${length} |
| blue | 450 |

$$E = mc^2$$

\`\`\`python
print(1)
\`\`\``

test('a table of a page arrives in Notion as a table, a formula as an equation, code as code', async ({
  page,
  world,
  ann,
}) => {
  await announceTexts(ann, world, { Diary: pageWith('700'), Recipes: 'Soup' })
  await mirrorOn(page, 'Plans')
  const blocks = () => world.blocksOn('Plans', 'Diary')
  const types = async () => (await blocks()).map(({ type }) => type)
  await expect.poll(types).toEqual(['table', 'equation', 'code'])
  const rows = async () => (await blocks())[0]?.rows
  expect(await rows()).toEqual([
    ['wave', 'length'],
    ['red', '700'],
    ['blue', '450'],
  ])
  expect((await blocks())[2]?.text).toBe('print(1)')

  await announceTexts(ann, world, { Diary: pageWith('650'), Recipes: 'Soup' })
  await expect.poll(async () => (await rows())?.[1]).toEqual(['red', '650'])
  expect(await types()).toEqual(['table', 'equation', 'code'])
  expect(await world.violations()).toEqual([])
})
