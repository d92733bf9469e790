// SPDX-License-Identifier: AGPL-3.0-or-later
// vitest runs this for each file. A module that tests import is loaded once for all files of a worker, and its hooks would
// be those of the first one alone.
import { afterAll, beforeEach } from 'vitest'
import { open, remove } from './folder.ts'

beforeEach(open)
afterAll(remove)
