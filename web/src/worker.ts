// SPDX-License-Identifier: AGPL-3.0-or-later
// One worker of the pool: everything but what needs MuPDF.
import { pagePerformers, read, serve } from '@rmirror/shared/workshop/worker'
import { openWorkshop, port } from './workshop.ts'

serve(port, () => openWorkshop(), { ...pagePerformers, read })
