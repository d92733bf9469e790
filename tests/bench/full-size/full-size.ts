// SPDX-License-Identifier: AGPL-3.0-or-later
// The measure at full size alone, of the core as it is built: `npx tsx tests/bench/full-size/full-size.ts`.
import { reportFullSize } from './report.ts'

await reportFullSize()
