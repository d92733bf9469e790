// SPDX-License-Identifier: AGPL-3.0-or-later
// Stripe's emulator for the server's tests: says where it listens, and ends with standard input.
import { startStripe } from '../../../e2e/emulators/stripe/stripe.mjs'

const stripe = await startStripe({ key: 'sk_test_emulator' })
console.log(JSON.stringify({ address: stripe.address }))
process.stdin.resume().on('end', () => process.exit())
