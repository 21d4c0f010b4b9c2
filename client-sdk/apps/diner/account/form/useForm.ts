import { type FormEvent, useRef, useState } from 'react'
import { ClientError } from '../../../../src/index.ts'
import type { FieldName } from '../messages/vocabulary.ts'
import { fields } from './fields.ts'

export interface Form<F extends FieldName> {
  readonly busy: boolean
  /** How sending failed, unless that stands at a field. */
  readonly error: ClientError | null
  /** What does not fit, judged here or by the hub. */
  readonly wrong: ReadonlySet<F>
  readonly props: {
    readonly noValidate: true
    readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
  }
}

/**
 * A form of these fields: judged here first, so that the hub is asked only what it can answer; what it finds is shown
 * at the field it names. The first field that does not fit gets the focus.
 */
export function useForm<F extends FieldName>(
  names: readonly F[],
  send: (values: Record<F, string>) => Promise<void>,
): Form<F> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ClientError | null>(null)
  const [wrong, setWrong] = useState<ReadonlySet<F>>(new Set())
  const sending = useRef(false)

  function show(form: HTMLFormElement, found: ReadonlySet<F>): void {
    setWrong(found)
    const [first] = names.filter((name) => found.has(name))
    if (first !== undefined) form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  }

  async function submit(form: HTMLFormElement): Promise<void> {
    const values = valuesOf(form, names)
    const unfit = new Set(names.filter((name) => !fields[name].fits(values[name])))
    setError(null)
    show(form, unfit)
    if (unfit.size > 0 || sending.current) return
    sending.current = true
    setBusy(true)
    try {
      await send(values)
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      const found = namedBy(failure, names)
      if (found.size > 0) show(form, found)
      else setError(failure)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return {
    busy,
    error,
    wrong,
    props: {
      noValidate: true,
      onSubmit(event) {
        event.preventDefault()
        void submit(event.currentTarget)
      },
    },
  }
}

function valuesOf<F extends FieldName>(form: HTMLFormElement, names: readonly F[]): Record<F, string> {
  const data = new FormData(form)
  const entries = names.map((name) => [name, fields[name].clean(String(data.get(name) ?? ''))])
  return Object.fromEntries(entries) as Record<F, string>
}

function namedBy<F extends FieldName>({ issues }: ClientError, names: readonly F[]): ReadonlySet<F> {
  const paths = new Set(issues.map(({ path }) => path))
  return new Set(names.filter((name) => fields[name].paths.some((path) => paths.has(path))))
}
