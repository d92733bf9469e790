// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that sends mail to a strict mail server, and a look at both.
import { expect } from 'vitest'
import { startMail } from '../../e2e/emulators/mail/mail.mjs'
import { askDatabase, type Program, startDatabase, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp } from './library.ts'

type Mail = Awaited<ReturnType<typeof startMail>>
export type Received = Mail['mails'][number]

const account = { user: 'rmirror', password: 'a key' }

export class Mailing implements AsyncDisposable {
  readonly mail: Mail
  readonly database: string
  /** Its address. */
  readonly server: string
  readonly api: Api
  readonly settings: Record<string, string>
  readonly #programs: Program[]

  private constructor(mail: Mail, programs: Program[], settings: Record<string, string>) {
    this.mail = mail
    this.#programs = programs
    this.settings = settings
    this.database = programs[0]?.said ?? ''
    this.server = programs[1]?.said ?? ''
    this.api = new Api(this.server)
  }

  /** With `api`, the server only answers, and what is queued stays. */
  static async start(role: 'all' | 'api' = 'all', more: Record<string, string> = {}): Promise<Mailing> {
    const mail = await startMail({ account })
    const database = await startDatabase()
    const settings = {
      RMIRROR_SMTP_URL: `smtp://${account.user}:${encodeURIComponent(account.password)}@127.0.0.1:${mail.port}`,
      RMIRROR_PUBLIC_URL: 'http://rmirror.example.org',
      ...more,
    }
    return new Mailing(mail, [database, await startServer(database.said, settings, 'native', role)], settings)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs.toReversed()) await program[Symbol.asyncDispose]()
    await this.mail.close()
  }

  /** A new account, whose mail to confirm the address has come and isn't counted any more. Returns its token. */
  async signUp(email: string): Promise<string> {
    const token = await signUp(this.api, email)
    const confirmation = await this.mailTo(email)
    this.mail.mails.splice(this.mail.mails.indexOf(confirmation), 1)
    return token
  }

  /** The same, whose address is confirmed: notices reach it. */
  async signUpConfirmed(email: string): Promise<string> {
    const token = await this.signUp(email)
    this.sql(`UPDATE users SET email_confirmed_at = now() WHERE email = '${email}'`)
    return token
  }

  sql(statement: string): string {
    return askDatabase(this.database, statement)
  }

  /** For the next test: what came, and what breaks no rule. */
  forget(): void {
    expect(this.mail.violations).toEqual([])
    this.mail.mails.length = 0
    this.mail.faults.length = 0
  }

  /** The first mail to the address, as soon as it comes. */
  async mailTo(email: string, subject = /./): Promise<Received> {
    const find = () => this.mail.mails.find(({ to, mail }) => to[0] === email && subject.test(mail.subject ?? ''))
    await expect.poll(find, { message: `a mail to ${email}` }).toBeDefined()
    return find() as Received
  }

  /** Waits until there is nothing to send. */
  async untilDone(): Promise<void> {
    const left = () =>
      this.sql(`SELECT (SELECT count(*) FROM mail_requests)
      + (SELECT count(*) FROM sync_queue WHERE target_name = 'mail' AND completed_at IS NULL)`)
    await expect.poll(left, { message: 'mails that are to be sent' }).toBe('0')
  }

  /** "completed sent": the state of the last item in the queue for the person, and of their last mail. */
  stateOf(email: string): string {
    return this.sql(`SELECT item.status || ' ' || mails.status FROM mails
      JOIN users ON users.id = mails.user_id JOIN sync_queue AS item ON item.item_key = mails.id
      WHERE users.email = '${email}' ORDER BY mails.id DESC LIMIT 1`)
  }

  messageIdOf(email: string): string {
    return this.sql(`SELECT message_id FROM mails JOIN users ON users.id = mails.user_id
      WHERE users.email = '${email}' ORDER BY mails.id DESC LIMIT 1`)
  }

  /** A fault for the next mail, which begins with a new connection. */
  fail(fault: Mail['faults'][number]): void {
    this.mail.disconnect()
    this.mail.faults.push(fault)
  }

  /** What waits is due now. */
  hurry(): void {
    this.sql(`UPDATE sync_queue SET run_after = now() WHERE target_name = 'mail' AND completed_at IS NULL`)
  }
}
