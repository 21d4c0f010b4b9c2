/** What happens when, soonest first; of the same instant in the order it was added. */
export class Agenda<T> {
  readonly #heap: { readonly at: number; readonly n: number; readonly what: T }[] = []
  #count = 0

  add(at: number, what: T): void {
    const heap = this.#heap
    heap.push({ at, n: this.#count++, what })
    let child = heap.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.#isSooner(child, parent)) return
      this.#swap(child, parent)
      child = parent
    }
  }

  /** Undefined: nothing is left. */
  take(): { readonly at: number; readonly what: T } | undefined {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (first === undefined || last === undefined || first === last) return first
    this.#heap[0] = last
    let parent = 0
    for (;;) {
      let least = parent
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.#heap.length && this.#isSooner(child, least)) least = child
      }
      if (least === parent) return first
      this.#swap(parent, least)
      parent = least
    }
  }

  #isSooner(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]]
    if (one === undefined || other === undefined) return false
    return one.at < other.at || (one.at === other.at && one.n < other.n)
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]]
    if (one === undefined || other === undefined) return
    this.#heap[a] = other
    this.#heap[b] = one
  }
}
