// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands, in the order in which help lists them.
import type { Command } from '../options/command.ts'
import { backup } from './account/backup.ts'
import { connectCommand } from './account/connect.ts'
import { importCommand } from './account/import.ts'
import { login } from './account/login.ts'
import { logout } from './account/logout.ts'
import { bench } from './files/bench.ts'
import { exportCommand } from './files/export.ts'
import { inspect } from './files/inspect.ts'
import { mcp } from './files/mcp.ts'
import { push } from './files/push.ts'
import { render } from './files/render.ts'
import { vault } from './files/vault.ts'
import { doctor } from './sync/doctor.ts'
import { markCommand } from './sync/mark.ts'
import { open } from './sync/open.ts'
import { pause } from './sync/pause.ts'
import { removals } from './sync/removals.ts'
import { select } from './sync/select.ts'
import { service } from './sync/service.ts'
import { status } from './sync/status.ts'
import { sync } from './sync/sync.ts'
import { update } from './sync/update.ts'
import { watch } from './sync/watch.ts'

export const commands: readonly Command[] = [
  inspect,
  render,
  exportCommand,
  vault,
  mcp,
  login,
  logout,
  connectCommand,
  push,
  importCommand,
  backup,
  watch,
  sync,
  open,
  pause,
  select,
  removals,
  markCommand,
  service,
  status,
  doctor,
  update,
  bench,
]
