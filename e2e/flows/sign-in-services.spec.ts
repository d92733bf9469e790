// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in without a password: with Google, which is a real OpenID Connect provider here, and GitHub.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { onFreePort } from '../../tests/world/free-port.ts'
import { type Program, start } from '../../tests/world/programs.ts'
import { checkLooks } from '../axe.ts'
import { OwnServer } from '../own-server.ts'
import { password } from '../person.ts'
import { TargetEmulator } from '../target-emulator.ts'

const secrets = { google: 'the secret of rmirror at google', github: 'the secret of rmirror at github' }

/** The server, the two services, and browsers. */
class World implements AsyncDisposable {
  readonly address: string
  readonly github: TargetEmulator
  readonly #parts: AsyncDisposable[]
  readonly #browser: Browser

  private constructor(browser: Browser, address: string, github: TargetEmulator, parts: AsyncDisposable[]) {
    this.#browser = browser
    this.address = address
    this.github = github
    this.#parts = parts
  }

  static open(browser: Browser): Promise<World> {
    return onFreePort((port) => World.#openAt(port, browser))
  }

  static async #openAt(port: number, browser: Browser): Promise<World> {
    // Another site than the services', as in the world: a return from there brings no cookie of ours.
    const address = `http://localhost:${port}`
    const google = await startGoogle(`${address}/sign-in/google`)
    const github = await TargetEmulator.start('github')
    await github.configure('clients', [
      { id: 'rmirror', secret: secrets.github, redirect_uri: `${address}/sign-in/github` },
    ])
    const server = await OwnServer.start({
      ...{ RMIRROR_LISTEN: `127.0.0.1:${port}`, RMIRROR_PUBLIC_URL: address },
      ...{ RMIRROR_GOOGLE_CLIENT_ID: 'rmirror', RMIRROR_GOOGLE_CLIENT_SECRET: secrets.google },
      ...{ RMIRROR_GITHUB_CLIENT_ID: 'rmirror', RMIRROR_GITHUB_CLIENT_SECRET: secrets.github },
      ...{ RMIRROR_TEST_GOOGLE_ISSUER: google.said },
      ...{ RMIRROR_TEST_GITHUB_BASE_URL: github.address, RMIRROR_TEST_GITHUB_API_BASE_URL: github.address },
    }).catch(async (error) => {
      for (const service of [github, google]) await service[Symbol.asyncDispose]()
      throw error
    })
    return new World(browser, address, github, [server, github, google])
  }

  async page(path = '/sign-in'): Promise<Page> {
    const context = await this.#browser.newContext({ reducedMotion: 'reduce', baseURL: this.address, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    return page
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close()
    for (const part of this.#parts) await part[Symbol.asyncDispose]()
  }
}

function startGoogle(redirectUri: string): Promise<Program> {
  const client = { client_id: 'rmirror', client_secret: secrets.google, redirect_uris: [redirectUri] }
  const environment = { CLIENTS: JSON.stringify([client]) }
  const isReady = (text: string) => text.startsWith('http:')
  return start(process.execPath, ['e2e/emulators/sign-in-service.mjs'], environment, isReady)
}

async function atGoogle(page: Page, account: string): Promise<void> {
  await page.getByLabel('Account').fill(account)
  await page.getByRole('button', { name: 'Next' }).click()
}

async function atGitHub(page: Page, login: string): Promise<void> {
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Authorize' }).click()
}

async function openServices(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Sign-in services' })).toBeVisible()
}

const services = (page: Page) => page.getByRole('region', { name: 'Sign-in services' })

async function signUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
}

let world: World

test.beforeAll(async ({ browser }) => {
  world = await World.open(browser)
})
test.afterAll(() => world[Symbol.asyncDispose]())

test('an account comes with Google, GitHub is connected inside it, signs in to it, and is taken off again', async () => {
  const page = await world.page('/sign-in?next=%2Ftodos')
  await checkLooks(page, 'signing in, with services')
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await atGoogle(page, 'ada')
  await expect(page).toHaveURL(/\/todos$/)
  await openServices(page)
  await expect(page.getByText('ada of the service (ada@example.org)')).toBeVisible()
  await expect(services(page)).toContainText('ada@example.org · connected on')

  // Google is the only way in.
  await services(page).getByRole('button', { name: 'Disconnect Google ada@example.org' }).click()
  await expect(services(page).getByRole('alert')).toContainText('Connect another service first')

  await services(page).getByRole('button', { name: 'Connect GitHub' }).click()
  await atGitHub(page, 'ada-l')
  await expect(page).toHaveURL(/\/account#account-identities$/)
  await expect(services(page).getByRole('listitem')).toHaveCount(2)
  await checkLooks(page, 'an account with two services')

  const elsewhere = await world.page()
  await elsewhere.getByRole('button', { name: 'Continue with GitHub' }).click()
  await atGitHub(elsewhere, 'ada-l')
  await openServices(elsewhere)
  await expect(elsewhere.getByText('ada of the service (ada@example.org)')).toBeVisible()
  await services(elsewhere)
    .getByRole('button', { name: /^Disconnect Google/ })
    .click()
  await expect(services(elsewhere)).toContainText('Google has been disconnected.')
  await expect(services(elsewhere).getByRole('button', { name: 'Connect Google' })).toBeVisible()

  // What is left is the only way in again.
  await services(elsewhere)
    .getByRole('button', { name: /^Disconnect GitHub/ })
    .click()
  await expect(services(elsewhere).getByRole('alert')).toContainText('Connect another service first')
  await elsewhere.setViewportSize({ width: 360, height: 740 })
  await checkLooks(elsewhere, 'the last service of an account')
  expect(await world.github.violations()).toEqual([])
})

test('an address opens nobody’s account: who has a password is told to sign in with it and connect', async () => {
  const owner = await world.page('/sign-up')
  await signUp(owner, 'bob@example.org')

  const page = await world.page()
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await atGoogle(page, 'bob')
  await expect(page.getByText(/There’s already an account with your email address/)).toBeVisible()
  await checkLooks(page, 'an address that has an account')
  await page.getByRole('link', { name: 'Sign in', exact: true }).last().click()
  await page.getByLabel('Email').fill('bob@example.org')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await openServices(page)
  await services(page).getByRole('button', { name: 'Connect Google' }).click()
  // This browser is still signed in at Google.
  await expect(services(page)).toContainText('bob@example.org · connected on')

  const later = await world.page()
  await later.getByRole('button', { name: 'Continue with Google' }).click()
  await atGoogle(later, 'bob')
  await expect(later.getByRole('link', { name: 'Account', exact: true })).toBeVisible()
})

test('who turns back at the service is told, and can go another way', async () => {
  const page = await world.page('/sign-up')
  await page.getByRole('button', { name: 'Continue with GitHub' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You didn’t sign in at GitHub.')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in\/github$/)
  await checkLooks(page, 'turned back at a service')
  await page.getByRole('link', { name: 'Sign in', exact: true }).last().click()
  await expect(page.getByRole('button', { name: 'Continue with GitHub' })).toBeVisible()
})

test('a return that this browser did not begin signs nobody in', async () => {
  const page = await world.page('/sign-in/github?code=0123456789&state=stolen')
  await expect(page.getByText(/expired, was already used, or began in another browser/)).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in\/github$/)
  await expect(page.getByRole('link', { name: 'Account', exact: true })).toHaveCount(0)
})
