// SPDX-License-Identifier: AGPL-3.0-or-later
// How many mails to one person go through one connection in a minute, with a mail server that takes no time.
import { setTimeout as sleep } from 'node:timers/promises'
import { startMail } from '../../../e2e/emulators/mail/mail.mjs'
import { askDatabase } from '../../world/programs.ts'
import { startBench } from './processes.ts'

export const mails = 500

export async function measureMails(): Promise<{ perMinute: number; connections: number }> {
  const mail = await startMail()
  try {
    await using bench = await startBench({ RMIRROR_SMTP_URL: mail.address })
    const begun = performance.now()
    askDatabase(
      bench.databaseUrl,
      `WITH person AS (INSERT INTO users (email) VALUES ('kim@example.org') RETURNING id, email)
       SELECT count(queue_mail(id, 'address_changed', number::text, email, '{}', 1, now()))
       FROM person, generate_series(1, ${mails}) AS number`,
    )
    while (mail.mails.length < mails) await sleep(20)
    const minutes = (performance.now() - begun) / 60_000
    return { perMinute: mails / minutes, connections: mail.connections() }
  } finally {
    await mail.close()
  }
}
