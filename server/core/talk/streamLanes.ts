import { LaneError } from '../lane/laneError.ts'
import type { Said, Saying, TalkLaneDeps, TalkLimits } from './ports.ts'
import { StreamLane } from './streamLane.ts'

const defaultLimits: TalkLimits = { waiting: 64, waitMs: 5_000, lanes: 2_000 }

/** What is said at this node, each stream in a lane of its own. */
export interface StreamLanes {
  /**
   * Says it, or finds that it was said already.
   *
   * @throws LaneError `busy`: nothing was said. `outcome_unknown`: it may have been; the same request finds out
   */
  say(saying: Saying): Promise<Said | 'request_id_reused'>
  /** Another node has said something there. Only a hint: it saves a try that would fail. */
  forget(stream: string): void
  /** Takes nothing more, and resolves when what is under way has its answers. */
  close(): Promise<void>
}

export function createStreamLanes(deps: TalkLaneDeps): StreamLanes {
  const limits = { ...defaultLimits, ...deps.limits }
  /** In the order of their last use. */
  const lanes = new Map<string, StreamLane>()
  let closed = false

  function laneOf(stream: string): StreamLane | null {
    const known = lanes.get(stream)
    if (known === undefined && lanes.size >= limits.lanes && !dropIdle(lanes)) return null
    const lane = known ?? new StreamLane(stream, deps, limits)
    lanes.delete(stream)
    lanes.set(stream, lane)
    return lane
  }

  return {
    async say(saying) {
      const lane = closed ? null : laneOf(saying.stream)
      if (lane === null) throw new LaneError('busy', 1000)
      return lane.say(saying)
    },
    forget: (stream) => lanes.get(stream)?.forget(),
    async close() {
      closed = true
      await Promise.all([...lanes.values()].map((lane) => lane.drained()))
    },
  }
}

function dropIdle(lanes: Map<string, StreamLane>): boolean {
  for (const [stream, lane] of lanes) {
    if (lane.idle) return lanes.delete(stream)
  }
  return false
}
