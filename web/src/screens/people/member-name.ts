// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Member } from '../../data/people/members.ts'
import { t } from '../../i18n/index.ts'

/** The person's name, or else their address. */
export function memberName({ full_name, email }: Pick<Member, 'full_name' | 'email'>): string {
  return full_name || email || t('members.unnamed')
}
