// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { ApiProblem } from '@rmirror/shared/api'
import { useEffect, useRef } from 'preact/hooks'
import { Link, useSearch } from 'wouter-preact'
import { Field } from '../components/Field.tsx'
import type { WaitingDevice } from '../data/devices.ts'
import { useStore } from '../data/store.ts'
import { formatAge, t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

type Step =
  | { kind: 'code'; typed: string; problem: string | null }
  | { kind: 'looking' }
  | { kind: 'asked'; device: WaitingDevice; problem: string | null }
  | { kind: 'decided'; name: string; approved: boolean }

/** Lets an agent in that shows a code: who runs `rmirror login` comes here. */
export function DeviceScreen() {
  const givenCode = new URLSearchParams(useSearch()).get('user_code') ?? ''
  const { devices } = useStore()
  const step = useSignal<Step>({ kind: 'code', typed: givenCode, problem: null })
  const look = async (code: string) => {
    step.value = { kind: 'looking' }
    try {
      step.value = { kind: 'asked', device: await devices.waiting(code), problem: null }
    } catch (error) {
      step.value = { kind: 'code', typed: code, problem: codeProblem(error) }
    }
  }
  const decide = async (device: WaitingDevice, approved: boolean) => {
    try {
      await devices.decide(device, approved)
      step.value = { kind: 'decided', name: device.name, approved }
    } catch (error) {
      step.value = isUnknown(error)
        ? { kind: 'code', typed: device.userCode, problem: codeProblem(error) }
        : { kind: 'asked', device, problem: serverText(error) }
    }
  }
  useEffect(() => {
    if (givenCode) void look(givenCode)
  }, [givenCode])

  const now = step.value
  if (now.kind === 'looking') return <p class="quiet">{t('device.looking')}</p>
  if (now.kind === 'decided') return <Decided name={now.name} approved={now.approved} />
  if (now.kind === 'asked') return <Question {...now} onDecide={(approved) => void decide(now.device, approved)} />
  return <CodeForm code={now.typed} problem={now.problem} onCode={(code) => void look(code)} />
}

function CodeForm({ code, problem, onCode }: { code: string; problem: string | null; onCode: (code: string) => void }) {
  const submit = (event: Event) => {
    event.preventDefault()
    onCode(String(new FormData(event.currentTarget as HTMLFormElement).get('code')))
  }
  return (
    <>
      <p class="sign-lead">{t('device.lead')}</p>
      <form class="card form" onSubmit={submit}>
        <Field
          label={t('device.code')}
          hint={t('device.codeHint')}
          problem={problem}
          input={{
            name: 'code',
            class: 'code-input',
            defaultValue: code,
            autocomplete: 'one-time-code',
            autocapitalize: 'characters',
            spellcheck: false,
            maxLength: 32,
            required: true,
          }}
        />
        <button type="submit" class="button button-primary">
          {t('device.look')}
        </button>
      </form>
    </>
  )
}

interface QuestionProps {
  device: WaitingDevice
  problem: string | null
  onDecide: (approved: boolean) => void
}

function Question({ device: { name, userCode, askedAt }, problem, onDecide }: QuestionProps) {
  const { account } = useStore()
  const heading = useFocus<HTMLHeadingElement>()
  return (
    <section class="card device-question" aria-labelledby="device-question">
      <h2 ref={heading} tabIndex={-1} id="device-question">
        {t('device.question', { name })}
      </h2>
      <dl class="fact-table">
        <dt>{t('device.code')}</dt>
        <dd class="code">{userCode}</dd>
        <dt>{t('device.asked')}</dt>
        <dd>{formatAge(askedAt)}</dd>
        <dt>{t('device.account')}</dt>
        <dd>{account.user.value?.email}</dd>
      </dl>
      <p>{t('device.may')}</p>
      <p>{t('device.careful')}</p>
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="form-actions">
        <button type="button" class="button" onClick={() => onDecide(false)}>
          {t('device.deny')}
        </button>
        <button type="button" class="button button-primary" onClick={() => onDecide(true)}>
          {t('device.approve')}
        </button>
      </div>
    </section>
  )
}

function Decided({ name, approved }: { name: string; approved: boolean }) {
  const lead = useFocus<HTMLParagraphElement>()
  return (
    <>
      <p ref={lead} tabIndex={-1} class="sign-lead">
        {t(approved ? 'device.approved' : 'device.denied', { name })}
      </p>
      <p>{t(approved ? 'device.approvedNext' : 'device.deniedNext')}</p>
      <Link href="/account" class="button">
        {t('device.toAccount')}
      </Link>
    </>
  )
}

/** The button that led here is gone, and the focus with it. */
function useFocus<E extends HTMLElement>() {
  const element = useRef<E>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}

function isUnknown(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404
}

function codeProblem(error: unknown): string {
  return isUnknown(error) ? t('device.unknown') : serverText(error)
}
