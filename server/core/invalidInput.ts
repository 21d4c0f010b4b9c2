import type { z } from 'zod'
import { AppError } from './appError.ts'

/** What did not fit, with the path of each field; values are never repeated. */
export function invalidInput(error: z.ZodError, at = ''): AppError {
  const issues = error.issues.slice(0, 20).flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 5) : [undefined]
    return keys.map((key) => ({
      path: [at, ...issue.path.map(String), ...(key === undefined ? [] : [key.slice(0, 64)])]
        .filter((part) => part !== '')
        .join('.'),
      message: issue.code === 'unrecognized_keys' ? 'No such field' : issue.message,
    }))
  })
  return new AppError('invalid_input', { issues })
}
