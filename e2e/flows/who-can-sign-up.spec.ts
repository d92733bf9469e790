// SPDX-License-Identifier: AGPL-3.0-or-later
// The first account is always possible. After that a server is open, takes invited people, or is closed.
import type { Browser, Page } from '@playwright/test'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person } from '../person.ts'

const closedSentence = 'No new accounts can be created on this server.'

async function onServer(
  browser: Browser,
  mode: string,
  visit: (server: OwnServer, come: () => Person) => Promise<void>,
) {
  await using server = await OwnServer.start({ RMIRROR_SIGNUP: mode })
  const people: Person[] = []
  const come = () => {
    const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
    people.push(person)
    return person
  }
  await visit(server, come)
  for (const person of people) await person.leave()
}

async function signUpFirst(person: Person): Promise<Page> {
  const page = await person.open('/sign-up')
  await person.signUp(page)
  return page
}

test('on an open server everybody can', async ({ browser }) => {
  await onServer(browser, 'open', async (_, come) => {
    await signUpFirst(come())
    await signUpFirst(come())
  })
})

test('on a closed server only the first person can sign up', async ({ browser }) => {
  await onServer(browser, 'closed', async (_, come) => {
    await signUpFirst(come())
    const page = await come().open('/sign-up')
    await expect(page.getByText(closedSentence)).toBeVisible()
    await expect(page.getByLabel('Email')).toHaveCount(0)
    await checkLooks(page, 'a closed server')
  })
})

test('on a server for invited people the link opens the form, for one of them', async ({ browser }) => {
  await onServer(browser, 'invited', async (server, come) => {
    await signUpFirst(come())
    const stranger = await come().open('/sign-up')
    await expect(stranger.getByText(/you need an invitation/)).toBeVisible()
    await checkLooks(stranger, 'a server for invited people')

    const late = come()
    const page = await late.open(server.invitation)
    await expect(page.getByText(/You’ve been invited/)).toBeVisible()
    await checkLooks(page, 'an invitation')
    await signUpOn(await come().open(server.invitation))
    await page.getByLabel('Email').fill(late.email)
    await page.getByLabel('Password', { exact: true }).fill('quite bony lantern')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('alert')).toContainText('This invitation has already been used.')
    await checkLooks(page, 'an invitation that was used')
  })
})

async function signUpOn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill('ben@example.org')
  await page.getByLabel('Password', { exact: true }).fill('quite bony lantern')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
}
