import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { FileKeys, Purpose } from '../../access/sealing/index.js';
import { giveLease, takeLease } from '../../engine/store/take-lease.js';
import { StartError } from '../../platform/start-error.js';
import { assertKeysFit, type KeyUse, keyUses } from '../check-keys.js';
import { changeOver } from './change-over.js';
import type { Paging } from './paging.js';
import { advanceTags, countTags, fillTags, lackingTags } from './tags.js';
import { countElsewhere, countWrapped, rewrap } from './wrapped-keys.js';

const LEASE = 'rotate-keys';
const LEASE_SECONDS = 120;

/**
 * Changes the keys that stand above the cases while servers work. Whatever is broken off goes on where it was when it is
 * called again: all it needs to know stands in the database and in the key folder.
 */
export class Rotation {
  private readonly holder = randomUUID();
  private readonly pages: Paging;

  constructor(
    private readonly ds: DataSource,
    private readonly keys: FileKeys,
    private readonly tell: (line: string) => void,
    private readonly paging: Paging = { page: 500, afterPage: async () => {} },
  ) {
    this.pages = { page: paging.page, afterPage: () => this.paged() };
  }

  /** Lays a further key down and does not use it yet: for key folders that are copied to the servers. */
  async lay(purpose: Purpose): Promise<string> {
    return this.alone(async () => {
      const { current, next } = await this.use(purpose);
      const waiting = this.laidAfter(purpose, next ?? current);
      if (waiting) throw new StartError(`A ${purpose} key that is not in use yet was already laid down: ${waiting}.`);
      const name = this.keys.make(purpose);
      this.tell(`The ${purpose} key ${name} lies there. Bring the key folder to every server, then rotate.`);
      return name;
    });
  }

  /** Changes over to the newest key, made now if none is waiting, and renews all that rests on the old one. */
  async rotate(purpose: Purpose): Promise<void> {
    await this.alone(() => (purpose === 'master' ? this.rotateMaster() : this.rotateTag()));
  }

  /** Puts every key of this purpose aside that is older than the one in use. Throws while a row needs one. */
  async retire(purpose: Purpose): Promise<readonly string[]> {
    return this.alone(async () => {
      const { current, next } = await this.use(purpose);
      const names = this.keys.names(purpose);
      const old = names.slice(0, names.indexOf(current)).filter((name) => name !== next);
      for (const name of old) {
        const rows = purpose === 'master' ? await countWrapped(this.ds, name) : await countTags(this.ds, name);
        if (rows > 0) throw new StartError(`${rows} rows still need the ${purpose} key ${name}: rotate first.`);
      }
      return old.map((name) => {
        const file = this.keys.retire(purpose, name);
        this.tell(
          `The ${purpose} key ${name} is put aside as ${file}. A backup from before needs it; destroy it with the last of them.`,
        );
        return file;
      });
    });
  }

  private async rotateMaster(): Promise<void> {
    const { current } = await this.use('master');
    const waiting = this.laidAfter('master', current);
    const unfinished = waiting === undefined && (await countElsewhere(this.ds, current)) > 0;
    const target = unfinished ? current : (waiting ?? this.keys.make('master'));
    if (target !== current) {
      const change = `update key_use set current = $2 where purpose = 'master' and current = $1`;
      await this.changed(change, [current, target]);
    }
    this.tell(`New cases are wrapped under the master key ${target}.`);
    const done = await rewrap(this.ds, this.keys, target, this.pages);
    const left = await countElsewhere(this.ds, target);
    if (left > 0) throw new StartError(`${done} keys were wrapped anew, ${left} could not be: look for damaged rows.`);
    this.tell(`${done} keys were wrapped anew; none is left under another master key.`);
  }

  private async rotateTag(): Promise<void> {
    const { current, next } = await this.use('tag');
    // Begun before and broken off in its last part: what was filled has only to be moved up.
    const behind = next === null && (await this.tagsBehind(current)) > 0;
    const target = behind ? current : (next ?? this.laidAfter('tag', current) ?? this.keys.make('tag'));
    if (!behind) await this.fillAndChange(current, next, target);
    const moved = await advanceTags(this.ds, target, this.pages);
    const left = await this.tagsBehind(target);
    if (left > 0) throw new StartError(`${left} identities are still matched by another tag key than ${target}.`);
    this.tell(`${moved} tags were moved up; none is left under another tag key.`);
  }

  private async fillAndChange(current: string, next: string | null, target: string): Promise<void> {
    if (next === null) {
      const begin = `update key_use set next = $2 where purpose = 'tag' and current = $1 and next is null`;
      await this.changed(begin, [current, target]);
    }
    this.tell(`Identities are tagged under ${current} and under ${target}.`);
    const filled = await fillTags(this.ds, this.keys, target, this.pages);
    const { n, numbers } = await lackingTags(this.ds);
    if (n > 0) {
      throw new StartError(
        `${n} identities could not be opened and have no new tag, so the old tag key stays in use: look at ${numbers.join(', ')}.`,
      );
    }
    this.tell(`${filled} identities were given a tag under ${target}.`);
    const change = `update key_use set current = $2, next = null where purpose = 'tag' and current = $1 and next = $2`;
    await this.changed(change, [current, target]);
    this.tell(`Identities are matched by the tag key ${target}.`);
  }

  private async tagsBehind(tagKey: string): Promise<number> {
    const older = this.keys.names('tag').filter((name) => name !== tagKey);
    const counts = await Promise.all(older.map((name) => countTags(this.ds, name)));
    return counts.reduce((sum, n) => sum + n, 0);
  }

  /** The newest key that was laid down after this one; undefined when there is none. */
  private laidAfter(purpose: Purpose, name: string): string | undefined {
    const names = this.keys.names(purpose);
    const newest = names.at(-1);
    return newest !== name && names.indexOf(name) >= 0 ? newest : undefined;
  }

  private async use(purpose: Purpose): Promise<KeyUse> {
    await assertKeysFit(this.ds, this.keys);
    const found = (await keyUses(this.ds)).find((one) => one.purpose === purpose);
    if (!found) throw new Error(`nothing is known of the ${purpose} key`);
    return found;
  }

  private async changed(change: string, values: readonly string[]): Promise<void> {
    if (!(await changeOver(this.ds, change, values))) throw new StartError('Somebody else changed the keys meanwhile.');
  }

  private async paged(): Promise<void> {
    await this.paging.afterPage();
    if (!(await takeLease(this.ds, LEASE, this.holder, LEASE_SECONDS)))
      throw new StartError('Another server has taken the rotation over.');
  }

  private async alone<T>(act: () => Promise<T>): Promise<T> {
    if (!(await takeLease(this.ds, LEASE, this.holder, LEASE_SECONDS)))
      throw new StartError('The keys are being rotated elsewhere: wait two minutes and try again.');
    try {
      return await act();
    } finally {
      await giveLease(this.ds, LEASE, this.holder).catch(() => {});
    }
  }
}
