// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands, in the order in which help lists them.
import type { Command } from '../command.ts'
import { bench } from './bench.ts'
import { connectCommand } from './connect.ts'
import { doctor } from './doctor.ts'
import { exportCommand } from './export.ts'
import { inspect } from './inspect.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { open } from './open.ts'
import { pause } from './pause.ts'
import { push } from './push.ts'
import { removals } from './removals.ts'
import { render } from './render.ts'
import { select } from './select.ts'
import { service } from './service.ts'
import { status } from './status.ts'
import { sync } from './sync.ts'
import { update } from './update.ts'
import { watch } from './watch.ts'

export const commands: readonly Command[] = [
  inspect,
  render,
  exportCommand,
  login,
  logout,
  connectCommand,
  push,
  watch,
  sync,
  open,
  pause,
  select,
  removals,
  service,
  status,
  doctor,
  update,
  bench,
]
