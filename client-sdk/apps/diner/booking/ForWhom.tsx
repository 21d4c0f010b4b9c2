import { useQuery, useSession } from '../../../src/react.ts'
import { nameFor } from '../../common/VenueName.tsx'
import { Field } from '../../ui/Field.tsx'
import { useWords } from '../words.ts'
import { forWhomWords } from './forWhomWords.ts'
import type { Guest } from './guest.ts'

/** For whom it is: `comes` is `me`, `other`, or a colleague's account. */
export interface ForWhomDraft {
  readonly companyId: string
  readonly comes: string
  readonly hostName: string
}

export const forMyself: ForWhomDraft = { companyId: '', comes: 'me', hostName: '' }

/** Whether the name of whoever comes is missing. */
export function lacksHost({ comes, hostName }: ForWhomDraft): boolean {
  return comes === 'other' && hostName.trim() === ''
}

/** As it is sent. */
export function readForWhom({ companyId, comes, hostName }: ForWhomDraft): Partial<Guest> {
  const company = companyId === '' ? {} : { companyId }
  if (comes === 'me') return company
  return comes === 'other' ? { ...company, host: { name: hostName.trim() } } : { ...company, hostAccountId: comes }
}

interface Props {
  readonly value: ForWhomDraft
  readonly onChange: (part: Partial<ForWhomDraft>) => void
  readonly isWrong: boolean
}

/** Oneself, a colleague, or anybody else by name. */
export function ForWhom({ value, onChange, isWrong }: Props) {
  const { language } = useWords()
  const f = forWhomWords[language]
  const { kind, actor } = useSession()
  const { companyId, comes, hostName } = value
  const { data } = useQuery('company.list', kind === 'account' ? {} : null)
  const { data: company } = useQuery('company.get', companyId === '' ? null : { companyId })
  const companies = data?.companies ?? []
  const colleagues = (company?.members ?? []).filter(({ accountId }) => actor !== `account:${accountId}`)
  return (
    <>
      {companies.length > 0 && (
        <Field label={f.company}>
          {(control) => (
            <select
              {...control}
              value={companyId}
              onChange={({ target }) => onChange({ companyId: target.value, comes: 'me' })}
            >
              <option value="">{f.noCompany}</option>
              {companies.map((one) => (
                <option key={one.companyId} value={one.companyId}>
                  {nameFor(one, language).text}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={f.whoComes}>
        {(control) => (
          <select {...control} value={comes} onChange={({ target }) => onChange({ comes: target.value })}>
            <option value="me">{f.myself}</option>
            {colleagues.map(({ accountId, name }) => (
              <option key={accountId} value={accountId}>
                {name}
              </option>
            ))}
            <option value="other">{f.somebody}</option>
          </select>
        )}
      </Field>
      {comes === 'other' && (
        <Field label={f.hostName} hint={f.hint} error={isWrong ? f.hostNameWrong : null}>
          {(control) => (
            <input
              {...control}
              name="hostName"
              value={hostName}
              maxLength={100}
              onChange={({ target }) => onChange({ hostName: target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
