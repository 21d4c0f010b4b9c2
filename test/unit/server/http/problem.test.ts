import { expect, test } from 'vitest'
import { AppError } from '../../../../server/core/appError.ts'
import { problemOf, problemSchema } from '../../../../server/http/problem.ts'
import { errorCodes, errors } from '../../../../shared/contract/errors.ts'

test.each(errorCodes)('%s is a problem with the fields of the socket’s body beside it', (code) => {
  const body = new AppError(code).toBody()
  const problem = problemOf(body)
  expect(problemSchema.parse(problem)).toEqual(problem)
  expect(problem).toMatchObject(body)
  expect(problem).toMatchObject({ type: `/docs/errors#${code}`, status: errors[code].status })
})

test('the detail says what it is this time: the first field that does not fit, or the reason', () => {
  const issues = [
    { path: 'party', message: 'Too small' },
    { path: 'date', message: 'No such day' },
  ]
  expect(problemOf(new AppError('invalid_input', { issues }).toBody()).detail).toBe('party: Too small')
  const whole = [{ path: '', message: 'The body must be a JSON object' }]
  expect(problemOf(new AppError('invalid_input', { issues: whole }).toBody()).detail).toMatch(/^input: The body/)
  expect(problemOf(new AppError('slot_unavailable', { reason: 'pacing' }).toBody()).detail).toContain('(pacing)')
})
