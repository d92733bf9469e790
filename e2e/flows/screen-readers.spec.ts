// SPDX-License-Identifier: AGPL-3.0-or-later
// What a screen reader announces on the main screens, and the order of Tab: the same as the reading order.
import type { Locator, Page } from '@playwright/test'
import { expect, expectDrawn } from '../dashboard.ts'
import { sample } from '../given.ts'
import { pressOn, tabTo, typeInto } from '../keyboard.ts'
import { password } from '../person.ts'
import { test } from '../reading-person.ts'

const name = 'A notebook to try'
const written = '# To Ada\n\nThe ferry was late.\n\n- [ ] feed the heron'

/** Each press of Tab goes from one to the next, with nothing between them. */
async function expectTabOrder(page: Page, [first, ...rest]: [Locator, ...Locator[]]): Promise<void> {
  await expect(first).toBeVisible()
  await first.focus()
  for (const next of rest) {
    await page.keyboard.press('Tab')
    await expect(next).toBeFocused()
  }
}

test('each main screen says what it shows, in the order in which Tab walks it', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: written })
  await person.syncFirst(page, await given.sampleArchive())
  const link = (label: string) => page.getByRole('link', { name: label, exact: true })
  const button = (label: string | RegExp) => page.getByRole('button', { name: label })
  const header: [Locator, ...Locator[]] = [
    link('Skip to content'),
    link('rMirror'),
    link('Only what you sync leaves this browser'),
    page.getByRole('searchbox', { name: 'Search names and pages' }),
    button('Add files'),
    link('To-dos'),
    link('Account'),
    page.locator('summary').and(page.getByLabel(/^Notifications/)),
    page.locator('summary').and(page.getByLabel('Menu')),
  ]

  await test.step('the library', async () => {
    await page.goto('/')
    await expect(link(name)).toBeVisible()
    await expect(page.locator('body')).toMatchAriaSnapshot(`
      - link "Skip to content"
      - banner:
        - link "rMirror"
        - search:
          - searchbox "Search names and pages"
        - link "To-dos"
        - link "Account"
      - main:
        - heading "Library" [level=1]
        - group: Workspaces
        - combobox "Sort by"
        - 'button "Order: Newest first"'
        - group "View":
          - button "Grid" [pressed]
          - button "List"
          - button "Tree"
        - button "New note"
        - region "Sync":
          - button /First steps. [23] of 5.+ pages used this month/
          - button "Sync this library"
        - list "Notebooks":
          - listitem:
            - link "${name}"
            - paragraph: /12 pages/
    `)
    await expectTabOrder(page, [
      ...header,
      page.locator('summary', { hasText: 'Workspaces' }),
      page.getByRole('combobox', { name: 'Sort by' }),
      button(/^Order/),
      ...[
        'Grid',
        'List',
        'Tree',
        'New note',
        'Filter',
        'Select',
        'Export all',
        /^First steps/,
        'Sync this library',
      ].map(button),
      link(name),
    ])
  })

  await test.step('the line of first steps and quota, opened', async () => {
    const line = button(/^First steps/)
    await pressOn(page, line)
    await expect(page.getByRole('region', { name: 'Sync' })).toMatchAriaSnapshot(`
      - region "Sync":
        - button /First steps/ [expanded]
        - button "Sync this library"
        - region "First steps":
          - heading "First steps" [level=2]
          - button "Hide first steps"
          - list:
            - listitem: Create an account (done)
        - progressbar "Pages used this month"
    `)
    await pressOn(page, line)
    await link(name).focus()
  })

  await test.step('a notebook', async () => {
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name })).toBeFocused()
    await expect(page.locator('body')).toMatchAriaSnapshot(`
      - main:
        - navigation "Breadcrumbs":
          - list:
            - listitem:
              - link "Library"
        - heading "${name}" [level=1]
        - paragraph: /12 pages · Modified .+/
        - link "Open"
        - list "Pages":
          - listitem:
            - link "page 1"
          - listitem:
            - link "page 2"
    `)
    await expectTabOrder(page, [...header, page.getByRole('main').getByRole('link', { name: 'Library' })])
    await expectTabOrder(page, [link('page 1'), link('page 2'), link('page 3')])
  })

  await test.step('a page', async () => {
    await pressOn(page, link('page 1'))
    await expect(page.getByRole('heading', { level: 1, name: `${name}, page 1` })).toBeFocused()
    const panel = page.getByRole('complementary', { name: 'Text and details' })
    await expect(panel).toMatchAriaSnapshot(`
      - heading "Transcription" [level=2]
      - button "Copy"
      - status: Handwriting transcribed.
      - heading "To Ada" [level=3]:
        - button "To Ada"
      - paragraph:
        - button "The ferry was late."
      - paragraph:
        - text: "open:"
        - button "feed the heron"
      - heading "To-dos" [level=2]
      - list:
        - listitem:
          - checkbox "feed the heron"
    `)
    await expect(page.locator('body')).toMatchAriaSnapshot(`
      - main:
        - link "${name}"
        - heading "${name}, page 1" [level=1]
        - navigation "Turn pages":
          - button "Previous page" [disabled]
          - text: 1 of 12
          - button "Next page"
        - group "Zoom":
          - button "Zoom out"
          - button /show actual size/
          - button "Zoom in"
          - button "Fit the page" [pressed]
        - region "${name}, page 1"
    `)
    await expectTabOrder(page, [
      link(name),
      button('Previous page'),
      button('Next page'),
      button('Zoom out'),
      button(/actual size/),
      button('Zoom in'),
      button('Fit the page'),
    ])
    await expectTabOrder(page, [
      page.getByRole('region', { name: `${name}, page 1` }),
      panel.getByRole('button', { name: 'Copy' }),
    ])
  })

  await test.step('to-dos', async () => {
    await page.goto('/todos')
    const open = page.getByRole('checkbox', { name: 'feed the heron' })
    await expect(open).toBeVisible()
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - heading "To-dos" [level=1]
      - group "Grouping":
        - button "By notebook" [pressed]
        - button "By date"
      - list "To-dos":
        - listitem:
          - heading "${name}" [level=2]
          - list:
            - listitem:
              - checkbox "feed the heron"
              - link "${name}, page 1"
    `)
    await expectTabOrder(page, [
      ...header,
      page.getByRole('main').getByRole('link', { name: 'Library' }),
      button('By notebook'),
      button('By date'),
      button('Select'),
      open,
      link(`${name}, page 1`),
    ])
  })

  await test.step('the account', async () => {
    await page.goto('/account')
    await expect(page.getByRole('treeitem', { name })).toBeVisible()
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - heading "Account" [level=1]
      - navigation "On this screen":
        - list:
          - listitem:
            - link "Usage and limits"
      - button "Sign out"
      - region "Usage and limits":
        - heading "Usage and limits" [level=2]
        - progressbar "Pages used this month"
        - progressbar "Used storage"
      - region "Name and language":
        - textbox "Name"
        - combobox "Language"
        - combobox "Time zone"
        - button "Save"
      - region "Password":
        - textbox "Current password"
        - 'button "Show: Current password"'
        - textbox "New password"
        - 'button "Show: New password"'
        - checkbox "Also revoke all devices"
        - button "Change password"
      - region "Browsers":
        - list:
          - listitem:
            - button "Sign out this browser"
      - region "Devices"
      - region "What is synced":
        - tree "Notebooks and folders":
          - treeitem "${name}" [checked] [level=1]
      - region "What is stored of your pages":
        - group "What is stored of your pages"
    `)
    await expectTabOrder(page, [
      ...header,
      page.getByRole('main').getByRole('link', { name: 'Library' }),
      ...(await page.getByRole('navigation', { name: 'On this screen' }).getByRole('link').all()),
      page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }),
      page.getByLabel('Name', { exact: true }),
      page.getByRole('combobox', { name: 'Language', exact: true }),
      page.getByLabel('Time zone'),
      button('Save'),
      page.getByLabel('Current password', { exact: true }),
      button('Show: Current password'),
      page.getByLabel('New password', { exact: true }),
      button('Show: New password'),
      page.getByRole('checkbox', { name: 'Also revoke all devices' }),
      button('Change password'),
      button('Sign out this browser'),
    ])
  })
})

test('by keyboard alone one signs in, reads, searches, exports, deletes a notebook and takes that back', async ({
  server,
  person,
  given,
}) => {
  const here = await person.open()
  await server.readsPages(here, { [sample.pages[0]?.uuid ?? '']: written })
  await person.syncFirst(here, await given.sampleArchive())

  const page = await person.open()
  const keys = page.keyboard
  const heading = (label: string | RegExp) => page.getByRole('heading', { level: 1, name: label })
  await pressOn(page, page.getByRole('link', { name: 'Sign in', exact: true }).first())
  await expect(heading('Sign in')).toBeFocused()
  await typeInto(page, page.getByLabel('Email'), person.email)
  await typeInto(page, page.getByLabel('Password', { exact: true }), password)
  await keys.press('Enter')
  await expect(heading('Library')).toBeFocused()

  await pressOn(page, page.getByRole('link', { name, exact: true }))
  await pressOn(page, page.getByRole('link', { name: 'page 1', exact: true }))
  await expectDrawn(page.locator('.stage-page img').first())
  await expect(page.getByRole('complementary')).toContainText('The ferry was late.')
  await keys.press('ArrowRight')
  await expect(heading(`${name}, page 2`)).toBeFocused()

  await keys.press('/')
  await keys.type('ferry')
  await expect(page.locator('.search-hits mark').first()).toHaveText('ferry')
  await keys.press('ArrowDown')
  await keys.press('ArrowDown')
  await keys.press('Enter')
  await expect(page).toHaveURL(/\/pages\/1$/)
  await expect(page.locator('.line-chosen').first()).toBeVisible()
  // Once for the line, once for the page.
  await keys.press('Escape')
  await expect(page.locator('.line-chosen')).toHaveCount(0)
  await keys.press('Escape')
  await expect(heading(name)).toBeFocused()

  const exportButton = page.getByRole('button', { name: 'Export', exact: true })
  await pressOn(page, exportButton)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await tabTo(page, dialog.getByRole('radio', { checked: true }))
  await keys.press('ArrowDown')
  await expect(dialog.locator('input:focus')).toBeChecked()
  const download = page.waitForEvent('download')
  await keys.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/^A notebook to try\.\w+$/)
  await expect(exportButton).toBeFocused()

  await pressOn(page, page.getByRole('button', { name: 'Delete', exact: true }))
  await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Delete' }))
  await expect(page.getByRole('region', { name: `“${name}” removed` })).toBeVisible()
  // It was the only one: the library says how to begin, once it has noticed.
  await expect(heading(/./)).toBeFocused()
  await pressOn(page, page.getByRole('button', { name: 'Undo' }))
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  expect(await server.violations()).toEqual([])
})
