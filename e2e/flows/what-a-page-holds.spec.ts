// SPDX-License-Identifier: AGPL-3.0-or-later
// Formulas, code, tables and diagrams of a page are drawn beside its ink, whatever someone has written into them.
import { checkLooks } from '../axe.ts'
import { expect } from '../dashboard.ts'
import { sample } from '../given.ts'
import { test } from '../reading-person.ts'

const wide = `|${Array.from({ length: 1_000 }, (_, at) => `c${at}`).join('|')}|`
const text = `# Waves

The speed is $v = \\frac{s}{t}$, the price $5 and $6.

$$E = \\sqrt{p^2 c^2 + m^2 c^4} \\int_0^\\infty e^{-x^2} \\, dx$$

$\\href{javascript:alert(1)}{x}$ and $\\input{/etc/passwd}$

\`\`\`python
def speed(s, t):
    # - [ ] no box
    return s / t
\`\`\`

| wave | length |
|---|---|
| red | 700 |
| blue | $4.5 \\cdot 10^2$ |

\`\`\`mermaid
flowchart TD
  A[Measure] --> B{Enough?}
  B -- yes --> C[Write]
  B -- no --> A
\`\`\`

\`\`\`mermaid
flowchart TD
  A[<script>alert(1)</script>] --> --> nothing
\`\`\`

${wide}
| 1 | 2 |`

test('formulas and diagrams are drawn, and what is none stays text', async ({ server, person, given }) => {
  const page = await person.open()
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy/i.test(message.text())) refused.push(message.text())
  })
  page.on('dialog', (dialog) => refused.push(`a dialog: ${dialog.message()}`))
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: text })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  const panel = page.getByRole('complementary')
  await expect(panel.locator('math')).toHaveCount(3)
  await expect(panel.getByRole('group', { name: 'Formula' }).locator('msqrt')).toBeVisible()
  await expect(panel.locator('code', { hasText: 'javascript:alert(1)' })).toBeVisible()
  await expect(panel.getByText('the price $5 and $6.')).toBeVisible()
  const code = panel.getByRole('group', { name: 'Code' }).first()
  await expect(code).toContainText(/^def speed\(s, t\):.*\n {4}# - \[ \] no box.*\n {4}return s \/ t/)
  await expect(panel.getByRole('checkbox')).toHaveCount(0)
  await expect(panel.getByText('The first 100 of the table’s 1,000 columns are shown.')).toBeVisible()

  const diagram = panel.getByRole('group', { name: 'Diagram' })
  await expect(diagram).toHaveCount(1)
  const size = await diagram
    .locator('img')
    .evaluate((image: HTMLImageElement) => [image.complete, image.naturalWidth > 100, image.naturalHeight > 100])
  expect(size).toEqual([true, true, true])
  await expect(panel.locator('code', { hasText: '--> --> nothing' })).toBeVisible()
  await diagram.scrollIntoViewIfNeeded()
  await checkLooks(page, 'a page with formulas, code, tables and a diagram')
  expect(refused).toEqual([])
  expect(await server.violations()).toEqual([])
})
