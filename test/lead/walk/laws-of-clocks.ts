import { strike } from '../../../src/engine/decide.js';
import { type CaseFile, type Clock, isAnnulled } from '../../../src/engine/definition/index.js';
import type { Step } from '../../../src/engine/past.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { standingOf } from './charts.js';

/** Clocks run exactly where the statecharts have them; what is told late neither shortens a limit nor revives a clock. */
export function clocksHold({ command, before, after }: Step): void {
  standWhereTheyBelong(after);
  areCountedRight(after);
  const { effect } = leadCase.events.get(command.type) ?? {};
  if (effect === 'corrects' || effect === 'annuls') return;
  const ran = new Map(before.clocks.map((clock) => [keyOf(clock), clock]));
  for (const clock of after.clocks) {
    const old = ran.get(keyOf(clock));
    if (!old || old === clock) continue;
    if (clock.dueAt < old.dueAt)
      throw new Error(`${command.type} shortens ${keyOf(clock)}: ${old.dueAt} → ${clock.dueAt}`);
    const struckNow = command.type === strike && clock.struckAt === command.recordedAt;
    const again = clock.struckAt === null && clock.recordedAt === command.recordedAt;
    if (!struckNow && !again) throw new Error(`${command.type} changes ${keyOf(clock)} without arming it`);
    if (again && old.struckAt !== null && isOfLaw(clock) && command.at > old.dueAt)
      throw new Error(`${command.type} revives ${keyOf(clock)}, which had run out`);
  }
}

/** Every due time follows from what is on the record now. */
function areCountedRight({ parts, clocks, settings }: CaseFile): void {
  for (const { part: id, name, dueAt, at, recordedAt } of clocks) {
    const facts = parts.find((part) => part.id === id)?.facts ?? {};
    const due = leadCase.clocks.get(name)?.due({ at, recordedAt, facts, settings });
    if (due !== dueAt) throw new Error(`${id}/${name} is due ${dueAt}, and by the facts ${due}`);
  }
}

function standWhereTheyBelong({ parts, clocks }: CaseFile): void {
  const stand = new Set(clocks.map(keyOf));
  if (stand.size !== clocks.length) throw new Error('a clock stands twice');
  let expected = 0;
  for (const part of parts) {
    if (isAnnulled(part) || part.final) continue;
    for (const name of standingOf(part).clocks) {
      if (stand.has(`${part.id}/${name}`)) expected++;
      else if (leadCase.clocks.get(name)?.atEnd !== 'warn')
        throw new Error(`${part.id} is ${JSON.stringify(part.state)} without its clock ${name}`);
    }
  }
  if (expected !== stand.size) throw new Error(`a clock of a left state stands: ${[...stand].join(', ')}`);
}

/** A limit of the law: no service level of the office, and no warning, which is given anew before a later end. */
function isOfLaw({ name }: Clock): boolean {
  const clock = leadCase.clocks.get(name);
  return clock?.basis.startsWith('local') === false && clock.atEnd !== 'warn';
}

function keyOf({ part, name }: Clock): string {
  return `${part}/${name}`;
}
