// SPDX-License-Identifier: AGPL-3.0-or-later
// Every attack that was ever found, as one row each.
import type { Attacker } from './attacker.ts'
import { accounts } from './attackers/accounts.ts'
import { bodies } from './attackers/bodies.ts'
import { claude } from './attackers/claude.ts'
import { connections } from './attackers/connections.ts'
import { library } from './attackers/library.ts'
import { pages } from './attackers/pages.ts'
import { receivers } from './attackers/receivers.ts'

export const attackers: Attacker[] = [
  ...bodies,
  ...connections,
  ...accounts,
  ...claude,
  ...pages,
  ...library,
  ...receivers,
]
