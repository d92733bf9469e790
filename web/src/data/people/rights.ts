// SPDX-License-Identifier: AGPL-3.0-or-later
// What the person may do with the notebook that a part of the screen shows.
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Workspace } from './workspaces.ts'

export interface Rights {
  /** The shared workspace in which it is shown; null in one's own library. */
  workspace: Pick<Workspace, 'id' | 'name' | 'role'> | null
  /** Write, correct, tick and attach. */
  canWrite: boolean
  /** It belongs to another person, whose tablet, quota and targets it uses, and who alone can delete or move it. */
  isOthers: boolean
}

const ownRights: Rights = { workspace: null, canWrite: true, isOthers: false }

export const RightsContext = createContext<Rights>(ownRights)

export function useRights(): Rights {
  return useContext(RightsContext)
}

export function canWriteAs(role: Workspace['role']): boolean {
  return role !== 'viewer'
}
