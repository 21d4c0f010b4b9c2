/** What those who work at a desk and are not there are told of who waits: the target has run out, or nobody is there. */
export type CallKind = 'wait.overdue' | 'wait.unattended'
