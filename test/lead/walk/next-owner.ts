import { askAbout } from '../../../src/engine/decide.js';
import type { CaseFile, Command } from '../../../src/engine/definition/index.js';
import { Motion } from '../../../src/engine/motion.js';
import { leadCase } from '../../../src/lead/lead.case.js';
import { actingAs } from './cast.js';
import { type Choice, choicesIn } from './choices.js';

/** What is said beside the deeds brings no case on. */
const idle = /^lead\.(noted|supplemented|alarmRaised|alarmAcknowledged|takenOver)$|^(complaint|evidence)\./;

/** True when somebody may now record something that moves this open case: it has a next owner. */
export function hasNextOwner(file: CaseFile, now: string): boolean {
  return choicesIn(file).some((choice) => moves(choice) && isAllowed(choice, file, now));
}

function moves({ type }: Choice): boolean {
  return !idle.test(type) && leadCase.events.get(type)?.effect === undefined;
}

function isAllowed({ type, part, roles }: Choice, file: CaseFile, now: string): boolean {
  const event = leadCase.events.get(type);
  if (!event) return false;
  const rules = [...leadCase.rules, ...(event.rules ?? [])].filter((rule) => rule.needs === 'file');
  return actingAs(roles).some((actor) => {
    const command: Command = { type, body: {}, actor, at: now, recordedAt: now, known: {} };
    const motion = new Motion(leadCase, file, command);
    const addressed = part ?? (event.opens === undefined ? motion.view.root : undefined);
    if (!motion.accepts(addressed ?? motion.view.root)) return false;
    const ask = askAbout(motion, file, command, addressed);
    return rules.every((rule) => rule.holds(ask));
  });
}
