// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Limits for what hangs, in milliseconds: ten times what is usual and more, so that a slow or busy machine fails nothing. No
 * test has a limit of its own.
 */
export const hangLimits = { test: 1_800_000, poll: 300_000 }

export const patience = {
  testTimeout: hangLimits.test,
  hookTimeout: hangLimits.test,
  expect: { poll: { timeout: hangLimits.poll } },
}
