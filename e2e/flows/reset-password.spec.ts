// SPDX-License-Identifier: AGPL-3.0-or-later
// A forgotten password: a link comes by mail, a new one is chosen, and the old one opens nothing any more.
import { startMail } from '../../tests/world/mail.ts'
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { OwnServer } from '../own-server.ts'
import { Person, password } from '../person.ts'

const better = 'nine quiet umbrellas'

test('a password that was forgotten is replaced by a mailed link', async ({ browser }) => {
  const mail = await startMail()
  await using server = await OwnServer.start({ RMIRROR_SMTP_URL: mail.address }, 'all')
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB' })
  const elsewhere = await person.open('/sign-up')
  await person.signUp(elsewhere)

  const page = await person.open('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New password')
  await page.getByLabel('Email').fill('not an address')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await checkLooks(page, 'asking for a link')
  await page.getByLabel('Email').fill(person.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'a mail with a link is on its way' })).toBeVisible()
  await checkLooks(page, 'a link on its way')

  const find = () => mail.mails.find((each) => each.mail.subject === 'Reset your rMirror password')
  await expect.poll(() => find()?.to).toEqual([person.email])
  // The server doesn't know which port it got.
  const link = /\/reset-password#token=\S+/.exec(find()?.mail.text ?? '')?.[0] ?? ''
  await page.goto(`${server.address}${link}`)
  await expect(page).toHaveURL(`${server.address}/reset-password`)
  await page.getByLabel('New password', { exact: true }).fill('password12')
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await checkLooks(page, 'a new password that is too easy')
  await page.getByLabel('New password', { exact: true }).fill(better)
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page.getByText(`Sign in with ${person.email}.`)).toBeVisible()
  await checkLooks(page, 'a new password')

  // Of an open page, another fragment would load nothing.
  await page.goto('about:blank')
  await page.goto(`${server.address}${link}`)
  await page.getByLabel('New password', { exact: true }).fill(better)
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page.getByText('This link was used already or has expired.')).toBeVisible()
  await checkLooks(page, 'a link that was used')

  // The browser that was signed in isn't any more.
  await elsewhere.reload()
  await expect(elsewhere.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(better)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
  expect(mail.violations).toEqual([])
  await person.leave()
  await mail.close()
})
