// SPDX-License-Identifier: AGPL-3.0-or-later
// vitest runs this for each file. A module that tests import is loaded once per worker, so hooks in it would apply to
// the first file alone.
import { afterAll, beforeEach } from 'vitest'
import { open, remove } from './folder.ts'

beforeEach(open)
afterAll(remove)
