// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads an account's library for a vault, and saves what people wrote in a vault as corrections in the account.
export { readAccountLibrary } from './read-account-library.ts'
export { type TakenCorrection, takeCorrection } from './take-correction.ts'
export type * from './types.ts'
