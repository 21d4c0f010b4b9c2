import { Button } from '../../../ui/Button.tsx'
import { CodeField } from '../form/CodeField.tsx'
import { Problem } from '../form/Problem.tsx'
import { useForm } from '../form/useForm.ts'
import type { Attempt } from '../kept.ts'
import { Page } from '../Page.tsx'
import { useAccountWords } from '../words.ts'
import { Resend } from './Resend.tsx'

interface Props {
  readonly attempt: Attempt
  /** Null where it is no longer known. */
  readonly email: string | null
  /** Null where what was entered is gone. */
  readonly onResend: (() => Promise<void>) | null
  readonly onOther: () => void
  readonly onCode: (code: string) => Promise<void>
}

/** A code went to an address. What is said is the same whether or not anybody has it. */
export function CodeStep({ attempt, email, onResend, onOther, onCode }: Props) {
  const { w } = useAccountWords()
  const form = useForm(['code'], ({ code }) => onCode(code))
  return (
    <Page title={w.code.title} lead={w.code.lead(email)}>
      <form className="account-form" {...form.props}>
        <CodeField name="code" form={form} />
        <Problem error={form.error} />
        <Button kind="main" type="submit" wide busy={form.busy}>
          {w.code.submit}
        </Button>
      </form>
      <Resend attempt={attempt} onResend={onResend} onOther={onOther} />
    </Page>
  )
}
