import type { Part } from './types.js';
import { isAnnulled } from './undoing.js';

/** A living view over the parts as they stand at this moment of the decision. Parts that were opened in error are not in it. */
export class View {
  constructor(
    private readonly parts: ReadonlyMap<string, Part>,
    private readonly rootId: string,
  ) {}

  /** The spine. Throws before the opening: only rules of the opening event run then, and they must not look. */
  get root(): Part {
    const root = this.parts.get(this.rootId);
    if (!root) throw new Error('the case is not opened yet');
    return root;
  }

  get(id: string | undefined): Part | undefined {
    const part = id === undefined ? undefined : this.parts.get(id);
    return part && !isAnnulled(part) ? part : undefined;
  }

  of(...kinds: string[]): Part[] {
    return this.all().filter((part) => kinds.includes(part.kind));
  }

  all(): Part[] {
    return [...this.parts.values()].filter((part) => !isAnnulled(part));
  }

  /** The version of the last entry that moved any part; notes, and strikes that moved nothing, do not count. */
  get lastMoved(): number {
    return Math.max(0, ...[...this.parts.values()].map((part) => part.version));
  }
}

/** True when the part is in one of these states: by name, at the top level, or as the state of a region. */
export function isIn(part: Part | undefined, ...states: string[]): boolean {
  if (!part) return false;
  const value = part.state;
  if (typeof value === 'string') return states.includes(value);
  return states.some((state) => state in value || Object.values(value).some((region) => region === state));
}
