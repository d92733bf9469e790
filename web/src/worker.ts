// SPDX-License-Identifier: AGPL-3.0-or-later
// A worker of the pool, for everything that doesn't need MuPDF.
import { pagePerformers, read, serve, textPerformers } from '@rmirror/shared/workshop/worker'
import { openWorkshop, port } from './workshop.ts'

serve(port, () => openWorkshop(), { ...pagePerformers, ...textPerformers, read })
