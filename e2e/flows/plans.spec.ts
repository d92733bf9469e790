// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan is bought at Stripe, pages that waited are transcribed, it is cancelled, and everything is still there.
import { checkLooks } from '../axe.ts'
import { expect, test } from '../dashboard.ts'
import { Person } from '../person.ts'
import { StripeWorld } from '../stripe-world.ts'

test('an upgrade has waiting pages transcribed, and a plan that ends leaves everything in place', async ({
  browser,
  given,
}) => {
  await using world = await StripeWorld.start({ RMIRROR_FREE_PAGES: '3' })
  const person = new Person(browser, { baseURL: world.address, locale: 'en-GB' })
  const page = await person.open()
  await person.syncFirst(page, await given.sampleArchive())
  const token = await person.agentToken(world.address)
  const quota = async () => {
    const headers = { authorization: `Bearer ${token}` }
    return (await (await fetch(`${world.address}/api/v1/quota`, { headers })).json()) as {
      used: number
      deferred_pages: number
      pages: { used: number }
    }
  }
  await expect.poll(async () => (await quota()).used).toBe(3)
  const { deferred_pages: waiting, pages } = await quota()
  expect(waiting).toBeGreaterThan(0)

  await page.goto('/account')
  const plan = page.getByRole('region', { name: 'Plan' })
  const shownAgain = async () => {
    await page.reload()
    return plan.innerText()
  }
  await expect(plan).toContainText('Your plan: Free')
  await expect(plan).toContainText('Pro: $9.00 per month')
  await expect(plan).toContainText('Team: €490.00 per year')
  await checkLooks(page, 'plans that are offered')
  await plan.getByRole('button', { name: 'Upgrade to Pro ($9.00 per month)' }).click()
  await expect(page.getByRole('heading', { name: 'Subscribe to pro_monthly' })).toBeVisible()
  await page.getByRole('button', { name: 'Pay and subscribe' }).click()
  await expect(page).toHaveURL(/\/account\?checkout=done#account-plan$/)
  await expect(plan).toContainText('Your plan: Pro')
  await expect(plan).toContainText('It is renewed on')
  await expect(page.getByRole('region', { name: 'Usage and limits' })).toContainText('unlimited')
  await checkLooks(page, 'a plan that is paid')
  await expect.poll(async () => (await quota()).used).toBe(3 + waiting)
  expect(await quota()).toMatchObject({ deferred_pages: 0 })

  await world.act('fail')
  await page.goto('/account')
  await expect.poll(shownAgain).toContain('Your payment is overdue.')
  await checkLooks(page, 'a plan that is overdue')
  await world.act('recover')

  await page.goto('/account')
  await plan.getByRole('button', { name: 'Manage subscription' }).click()
  await page.getByRole('button', { name: 'Cancel plan' }).click()
  await expect(page.getByRole('button', { name: "Don't cancel" })).toBeVisible()
  await page.getByRole('link', { name: 'Return' }).click()
  await expect.poll(shownAgain).toContain('You cancelled it: it ends on')
  await checkLooks(page, 'a plan that is cancelled')

  await world.act('end')
  await expect.poll(shownAgain).toContain('Your plan: Free')
  await expect(plan).toContainText('Everything is still here')
  await checkLooks(page, 'a plan that has ended')
  expect(await quota()).toMatchObject({ limit: 3, used: 3 + waiting, pages })
  await page.goto('/')
  await expect(page.getByText('A notebook to try')).toBeVisible()
  expect(await world.violations()).toEqual([])
  await person.leave()
})
