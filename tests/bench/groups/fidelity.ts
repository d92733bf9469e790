// SPDX-License-Identifier: AGPL-3.0-or-later
// How alike our pictures and reMarkable's own are. Their tables say more than single figures would.
import { reportFidelity } from '../fidelity.ts'
import { group } from '../figures/row.ts'
import { reportFullSize } from '../full-size/report.ts'

export const thumbnails = group({ name: 'thumbnails', isQuick: false, rows: {}, measure: reportFidelity })
export const fullSize = group({ name: 'full-size', isQuick: false, rows: {}, measure: reportFullSize })
