/** What those who work at a desk and are not there are told of who waits: the target has run out, or nobody is there. */
export const callKinds = ['wait.overdue', 'wait.unattended'] as const
export type CallKind = (typeof callKinds)[number]
