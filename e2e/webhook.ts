// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Page } from '@playwright/test'
import type { TargetEmulator } from './target-emulator.ts'

/** By the screen of the integration, with a receiver that checks signatures. */
export async function setUpWebhook(page: Page, receiver: TargetEmulator): Promise<void> {
  await page.goto('/integrations/webhook')
  await page.getByLabel('Address').fill(`${receiver.address}/notes`)
  // The owner of the receiver enters the secret while the first call is on its way.
  await receiver.configure('faults', [{ after_ms: 2000 }])
  await page.getByRole('button', { name: 'Set up' }).click()
  await receiver.configure('secrets', { '/notes': await page.getByText(/^whsec_/).textContent() })
  await page.getByRole('button', { name: 'I’ve copied it' }).click()
}
