// SPDX-License-Identifier: AGPL-3.0-or-later
// The field for a workspace's name.
import { ApiProblem } from '@rmirror/shared/api'
import type { Problem } from '../../components/forms/use-form.ts'
import { t } from '../../i18n/index.ts'
import { peopleProblem } from './people-problems.ts'

/** Of the server, in characters. */
const maxLength = 100

export const nameInput = { name: 'name', autocomplete: 'off', maxLength } as const

export function nameIn(filled: FormData): string {
  return String(filled.get('name') ?? '').trim()
}

export function nameProblem(error: unknown): Problem<'name'> {
  if (error instanceof ApiProblem && error.field === 'name') return { about: 'name', text: t('workspaces.nameWrong') }
  return { about: 'form', text: peopleProblem(error) }
}
