import type { Part } from './types.js';

/** A living view over the parts as they stand at this moment of the decision. */
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
    return id === undefined ? undefined : this.parts.get(id);
  }

  of(...kinds: string[]): Part[] {
    return this.all().filter((part) => kinds.includes(part.kind));
  }

  all(): Part[] {
    return [...this.parts.values()];
  }
}

/** True when the part is in one of these states: by name, at the top level, or as the state of a region. */
export function isIn(part: Part | undefined, ...states: string[]): boolean {
  if (!part) return false;
  const value = part.state;
  if (typeof value === 'string') return states.includes(value);
  return states.some((state) => state in value || Object.values(value).some((region) => region === state));
}
