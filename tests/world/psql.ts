// SPDX-License-Identifier: AGPL-3.0-or-later
// PostgreSQL's client itself: what Debian has on PATH is a script that looks for it, and takes longer than most questions.
import { existsSync, readdirSync } from 'node:fs'

const versions = '/usr/lib/postgresql'

function programs(): string[] {
  if (!existsSync(versions)) return []
  return readdirSync(versions).map((version) => `${versions}/${version}/bin/psql`)
}

export const psql = programs().find((path) => existsSync(path)) ?? 'psql'
