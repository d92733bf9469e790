// SPDX-License-Identifier: AGPL-3.0-or-later
// The ports of emulators, and of the programs that tests start.
import { randomInt } from 'node:crypto'

/**
 * They are below those that systems assign (from 32768 or 49152), so that no outgoing connection has one. Emulators have
 * their own: clients of a program that has ended may still call its port, and an emulator there would count their
 * requests.
 */
const first = { emulator: 20_000, program: 26_000 }

/**
 * May be in use.
 *
 * @param {keyof typeof first} user
 */
export const drawPort = (user) => first[user] + randomInt(6_000)
