// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Command } from '../command.ts'

/** Of every command that speaks to a server. */
export const serverOptions: Command['options'] = { server: true, ca: true, proxy: true }
