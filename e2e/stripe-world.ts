// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that sells plans and transcribes pages, with emulators of Stripe and Claude.
import { onFreePort } from '../tests/world/free-port.ts'
import { type Program, start } from '../tests/world/programs.ts'
import { ReadingServer } from './reading-server.ts'

const secret = 'whsec_of_the_flows'

export class StripeWorld implements AsyncDisposable {
  /** Of another site than Stripe's pages, as in the world: a return from there brings no cookie of ours. */
  readonly address: string
  readonly server: ReadingServer
  readonly #stripe: string
  readonly #program: Program

  private constructor(address: string, server: ReadingServer, stripe: string, program: Program) {
    this.address = address
    this.server = server
    this.#stripe = stripe
    this.#program = program
  }

  static async start(more: Record<string, string> = {}): Promise<StripeWorld> {
    const args = ['e2e/emulators/stripe/serve.mjs', '--key', 'sk_test_flows']
    const program = await start(process.execPath, args, {}, (text) => text.startsWith('{'))
    const stripe = JSON.parse(program.said).address
    // Stripe's pages have to know the server's address.
    let address = ''
    const server = await onFreePort((port) => {
      address = `http://localhost:${port}`
      return ReadingServer.start({
        RMIRROR_LISTEN: `127.0.0.1:${port}`,
        RMIRROR_PUBLIC_URL: address,
        RMIRROR_TEST_STRIPE_BASE_URL: stripe,
        RMIRROR_STRIPE_SECRET_KEY: 'sk_test_flows',
        RMIRROR_STRIPE_WEBHOOK_SECRET: secret,
        RMIRROR_STRIPE_PRICES: 'pro:pro_monthly,team:team_yearly',
        ...more,
      })
    })
    const world = new StripeWorld(address, server, stripe, program)
    await world.#tell('POST', 'prices', { lookup_key: 'pro_monthly', unit_amount: 900 })
    const yearly = { interval: 'year', unit_amount: 49_000, currency: 'eur' }
    await world.#tell('POST', 'prices', { lookup_key: 'team_yearly', ...yearly })
    const url = `${server.address}/api/v1/webhooks/stripe`
    await world.#tell('PUT', 'webhook', { url, secret, is_shuffled: true, is_doubled: true })
    return world
  }

  /** What happens at Stripe to the only subscription that there is. */
  async act(what: string): Promise<void> {
    const { subscriptions } = await (await fetch(`${this.#stripe}/emulator/state`)).json()
    await this.#tell('POST', 'acts', { do: what, subscription: subscriptions.at(-1).id })
  }

  /** What the server should not have sent. */
  async violations(): Promise<unknown[]> {
    return (await (await fetch(`${this.#stripe}/emulator/log`)).json()).violations
  }

  async #tell(method: string, what: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.#stripe}/emulator/${what}`, { method, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(await answer.text())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]()
    await this.#program[Symbol.asyncDispose]()
  }
}
