// SPDX-License-Identifier: AGPL-3.0-or-later
/** What hangs ends here; what is slow because the machine is busy does not. */
export const patience = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
}
