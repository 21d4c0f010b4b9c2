import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'
import { exampleFor } from './example.ts'
import { variables } from './filledIn.ts'
import { useReplyWords } from './words.ts'

/** What can be filled in, what it stands for, and what that could be today. */
export function Variables() {
  const { language } = useWords()
  const w = useReplyWords()
  const values = exampleFor(useAtDesk(), language)
  return (
    <div className="reply-variables">
      <p className="soft">{w.variablesHint}</p>
      <dl>
        {variables.map((name) => (
          <div key={name}>
            <dt>
              <code>{`{${name}}`}</code> {w.variables[name]}
            </dt>
            <dd className="soft">{values[name]}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
