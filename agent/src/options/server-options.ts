// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Command } from './command.ts'

/** Options of every command that contacts a server. */
export const serverOptions: Command['options'] = { server: true, ca: true, proxy: true }
