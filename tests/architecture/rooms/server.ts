// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of the server, in the order of docs/architecture.md.
import { inside } from './room.ts'
import { features } from './server/features.ts'
import { foundations } from './server/foundations.ts'
import { program } from './server/program.ts'
import { targets } from './server/targets.ts'

export const server = inside('server/src', [...foundations, ...features, ...targets, ...program])
