// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict mail server, for those who don't know the emulators.
export { startMail } from '../../e2e/emulators/mail/mail.mjs'
