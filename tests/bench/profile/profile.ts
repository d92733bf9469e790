// SPDX-License-Identifier: AGPL-3.0-or-later
// `make profile ROW=claude-call`: measures one group while its programs are profiled, and draws a flame graph of each.
// This program's own profile is written by Node, which scripts/profile starts with --cpu-prof.
import { measureReference } from '../figures/reference.ts'
import { Report } from '../figures/report.ts'
import { chosen } from '../groups/groups.ts'

const reference = await measureReference()
for (const { rows, measure } of chosen(process.env.ROW)) await measure(new Report(rows, {}, reference))
