// SPDX-License-Identifier: AGPL-3.0-or-later
// One worker of the pool: everything but PDFs.
import { perform } from './perform.ts'
import { serve } from './serve.ts'

serve(perform)
