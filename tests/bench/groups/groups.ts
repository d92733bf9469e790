// SPDX-License-Identifier: AGPL-3.0-or-later
// All that `make bench` measures, in its order.
import type { Group } from '../figures/row.ts'
import * as agent from './agent.ts'
import * as attacks from './attacks.ts'
import * as commandLine from './command-line.ts'
import * as core from './core.ts'
import * as dashboard from './dashboard.ts'
import * as fidelity from './fidelity.ts'
import * as server from './server.ts'
import * as services from './services.ts'

export const groups: Group[] = [core, commandLine, dashboard, server, services, attacks, agent, fidelity].flatMap(
  (all) => Object.values(all),
)

/** Those that measure this row, or that have this name; all without one. */
export function chosen(row: string | undefined): Group[] {
  if (!row) return groups
  const found = groups.filter(({ name, rows }) => name === row || row in rows)
  if (found.length > 0) return found
  const names = groups.map(({ name, rows }) => `  ${name}: ${Object.keys(rows).join(', ')}`)
  throw new Error(`There is no row or group ${row}. There are:\n${names.join('\n')}`)
}
