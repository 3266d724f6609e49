import { type Actor, isObject, type Json, type Question } from '../../../src/engine/definition/index.js';
import { textIn } from '../../../src/lead/facts.js';
import { people } from '../people.js';
import { type House, house, type Play } from '../play.js';

const qixing = { code: 'qixing', kind: 'station', district: 'qixing' };
const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/** Everybody who may act in a walk: the people of the stories, further colleagues, and the system itself. */
const everybody: readonly Actor[] = [
  ...Object.values<Actor>(people),
  { ...people.teller, account: 'walk-teller' },
  { ...people.duty, account: 'walk-duty' },
  { ...people.duty, account: 'walk-duty2' },
  { ...people.officer3, account: 'walk-officer' },
  { account: 'walk-station', role: 'stationDuty', org: qixing },
  { account: 'walk-officer2', role: 'officer', org: qixing },
  { account: 'walk-officer3', role: 'officer', org: qixing },
  { ...people.city, account: 'walk-city' },
  system,
];

/** Who acts in one of these roles. */
export function actingAs(roles: readonly string[]): Actor[] {
  return everybody.filter((actor) => roles.includes(actor.role));
}

/** Officers whom this officer would name: with the own people, or those of the leading station, two in all. */
export function officersWith(play: Play, actor: Actor): string[] {
  const station = actor.role === 'officer' || actor.role === 'stationDuty' ? actor.org.code : 'xiufeng';
  const own = actingAs(['officer']).filter((officer) => officer.org.code === station);
  const leading = textIn(play.part('lead-1').facts, 'station');
  const others = actingAs(['officer']).filter((officer) => officer.org.code === leading);
  const first = actor.role === 'officer' ? [actor.account] : [];
  return [...new Set([...first, ...[...own, ...others].map((officer) => officer.account)])].slice(0, 2);
}

/** What the house answers in a walk; of the case itself it tells the truth. */
export function houseOf(play: () => Play): House {
  return (question: Question, actor: Actor): Json => {
    switch (question.name) {
      case 'officers':
        return Object.fromEntries((Array.isArray(question.about) ? question.about : []).map(whose));
      case 'involved':
        return play().log.some((command) => command.actor.account === accountIn(question.about));
      case 'onCall':
        return { level: 1, recipients: ['duty', 'centerlead', 'officer', 'bankdesk'] };
      case 'handover':
        return { signed: true, leaving: ownerAt(play(), question), arriving: 'walk-duty' };
      default:
        return house(question, actor);
    }
  };
}

function accountIn(about: Json): Json | undefined {
  return isObject(about) ? about['account'] : undefined;
}

function whose(account: Json): [string, Json] {
  const officer = everybody.find((actor) => actor.account === account);
  return [String(account), officer?.org.kind === 'station' ? { station: officer.org.code, role: officer.role } : null];
}

/** Who answers for the lead where the shift changes. */
function ownerAt(play: Play, { about }: Question): string | null {
  const isCenter = JSON.stringify(about).includes('"center"');
  return textIn(play.part('lead-1').facts, isCenter ? 'owner' : 'stationOwner') ?? null;
}
