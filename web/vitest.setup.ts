// SPDX-License-Identifier: AGPL-3.0-or-later
import { configure } from '@testing-library/preact'
import { patience } from '../tests/world/patience.ts'

configure({ asyncUtilTimeout: patience.expect.poll.timeout })
