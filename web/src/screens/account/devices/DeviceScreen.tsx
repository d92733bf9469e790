// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { ApiProblem } from '@rmirror/shared/api'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Link, useSearch } from 'wouter-preact'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Field } from '../../../components/forms/Field.tsx'
import { decideOnDevice, type WaitingDevice } from '../../../data/account/devices.ts'
import { useStore } from '../../../data/store.ts'
import { formatAge, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

/** Approves the code that an agent shows: `rmirror login` sends the user here. */
export function DeviceScreen() {
  const givenCode = new URLSearchParams(useSearch()).get('user_code') ?? ''
  const { account, remote } = useStore()
  const asked = useSignal(givenCode)
  const waiting = useQuery(remote.waitingDevice(asked.value || null))
  const decision = useMutation({
    mutationFn: ({ device, approved }: Decision) => decideOnDevice(account, device, approved),
  })
  useEffect(() => {
    asked.value = givenCode
  }, [givenCode])
  const look = (code: string) => {
    decision.reset()
    if (code === asked.value) void waiting.refetch()
    else asked.value = code
  }

  if (decision.isSuccess) return <Decided {...decision.variables} />
  if (waiting.isFetching) return <p class="quiet">{t('device.looking')}</p>
  const isGone = isUnknown(decision.error)
  const problem = decision.error ?? waiting.error
  if (!waiting.data || isGone)
    return <CodeForm code={asked.value} problem={problem && codeProblem(problem)} onCode={look} />
  return (
    <Question
      device={waiting.data}
      problem={problem && serverText(problem)}
      onDecide={(approved) => !decision.isPending && decision.mutate({ device: waiting.data, approved })}
    />
  )
}

interface Decision {
  device: WaitingDevice
  approved: boolean
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
      <FormProblem text={problem} />
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

function Decided({ device: { name }, approved }: Decision) {
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

/** Takes the focus on mount: the button that led here has disappeared together with the focus. */
function useFocus<E extends HTMLElement>() {
  const element = useRef<E>(null)
  useLayoutEffect(() => element.current?.focus(), [])
  return element
}

function isUnknown(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404
}

function codeProblem(error: unknown): string {
  return isUnknown(error) ? t('device.unknown') : serverText(error)
}
