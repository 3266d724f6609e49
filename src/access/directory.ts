import type { DataSource } from 'typeorm';
import type { Json } from '../engine/definition/index.js';
import type { Answer, Asked } from '../engine/ports.js';
import { statement } from '../platform/database.js';
import { houseAnswers } from './house.js';

/** Answers all questions of the names it is registered for, in their order, with one statement. */
export type Answerer = (asked: readonly Asked[]) => Promise<readonly Json[]>;

/** Answers that say something about other cases, with the fences that guard them until the decision is written. */
export type FencedAnswerer = (asked: readonly Asked[]) => Promise<readonly Answer[]>;

/**
 * Answers what a decision has to know beforehand. One answerer may serve several names: it then gets all their questions
 * of a batch in one call; different answerers work at the same time.
 */
export class Directory {
  private readonly answerers = new Map<string, FencedAnswerer>();

  /** Adds an answerer. Throws when a name has one already. */
  register(names: readonly string[], answerer: Answerer): this {
    return this.registerFenced(names, async (asked) => (await answerer(asked)).map((value) => ({ value, fences: [] })));
  }

  /** Adds an answerer whose answers are guarded. Throws when a name has one already. */
  registerFenced(names: readonly string[], answerer: FencedAnswerer): this {
    for (const name of names) {
      if (this.answerers.has(name)) throw new Error(`the question ${name} has an answerer already`);
      this.answerers.set(name, answerer);
    }
    return this;
  }

  /** The names that somebody answers. */
  names(): readonly string[] {
    return [...this.answerers.keys()];
  }

  /** The answers in the order of the questions. Throws for a name that nobody answers. */
  async answer(questions: readonly Asked[]): Promise<Answer[]> {
    const batches = new Map<FencedAnswerer, number[]>();
    for (const [place, { question }] of questions.entries()) {
      const answerer = this.answerers.get(question.name);
      if (!answerer) throw new Error(`nobody answers the question ${question.name}`);
      const places = batches.get(answerer);
      if (places) places.push(place);
      else batches.set(answerer, [place]);
    }
    const answers = new Array<Answer>(questions.length).fill({ value: null, fences: [] });
    await Promise.all([...batches].map(([answerer, places]) => fill(answers, questions, answerer, places)));
    return answers;
  }
}

/** A directory that knows people and stations; whoever knows more registers with it. */
export function directoryOf(database: DataSource, clock?: () => string): Directory {
  const directory = new Directory()
    .register(['station', 'officers'], peopleAndStations(database, clock))
    .register(['organ'], organs(database));
  for (const [name, answerer] of Object.entries(houseAnswers(database, clock))) directory.register([name], answerer);
  return directory;
}

async function fill(
  answers: Answer[],
  questions: readonly Asked[],
  answerer: FencedAnswerer,
  places: readonly number[],
) {
  const some = await answerer(places.flatMap((place) => questions[place] ?? []));
  if (some.length !== places.length) throw new Error('an answerer did not answer every question');
  for (const [i, place] of places.entries()) answers[place] = some[i] ?? { value: null, fences: [] };
}

const LOOK_UP = {
  name: 'directory-look-up',
  text: `select 'station' as what, code as key, district, case
           when exists (select from duty_shift s where s.organisation = code and s.withdrawn_at is null)
           then exists (select from duty_shift s where s.organisation = code and s.withdrawn_at is null
             and s.from_at <= coalesce($3::timestamptz, clock_timestamp())
             and s.to_at > coalesce($3::timestamptz, clock_timestamp()))
           else on_duty end as on_duty, null as station, null as roles
         from organisation where kind = 'station' and code = any($1::text[])
         union all
         select 'officer', a.name, null, null, o.code, a.roles
         from account a left join organisation o on o.code = a.organisation and o.kind = 'station'
         where a.name = any($2::text[]) and a.disabled_at is null`,
};

interface Found {
  what: 'station' | 'officer';
  key: string;
  district: string | null;
  on_duty: boolean | null;
  station: string | null;
  roles: string[] | null;
}

/**
 * Answers `station` (about a code → `{code, district, onDuty}`, null when it is no station) and `officers` (about account
 * names → `{[name]: {station, role}}`, null for unknown and disabled ones; `station` null for people of no station). A
 * station that keeps a roster is on duty while somebody stands on it; without one, as the organisation says of itself.
 */
export function peopleAndStations(database: DataSource, clock?: () => string): Answerer {
  return async (asked) => {
    const stations = asked.flatMap(({ question }) => (question.name === 'station' ? textsIn(question.about) : []));
    const people = asked.flatMap(({ question }) => (question.name === 'officers' ? textsIn(question.about) : []));
    const rows = await statement<Found>(database, LOOK_UP, [stations, people, clock?.() ?? null]);
    const found = new Map(rows.map((row) => [`${row.what} ${row.key}`, row]));
    return asked.map(({ question: { name, about } }) =>
      name === 'station' ? station(found.get(`station ${String(about)}`)) : officers(textsIn(about), found),
    );
  };
}

const ORGANS = {
  name: 'directory-organs',
  text: `select distinct on (name_zh) name_zh as name, code, phone from organisation
         where kind in ('organ', 'center', 'bureau', 'station') and name_zh = any($1::text[]) order by name_zh, code`,
};

/**
 * Answers `organ`: the police organ of that name as `{code, phone}` (`phone` left out where the directory has none); null
 * for a name that is not in the directory.
 */
export function organs(database: DataSource): Answerer {
  return async (asked) => {
    const names = asked.map(({ question }) => String(question.about).trim());
    const rows = await statement<{ name: string; code: string; phone: string | null }>(database, ORGANS, [names]);
    const found = new Map(rows.map((row) => [row.name, row]));
    return names.map((name) => {
      const { code, phone } = found.get(name) ?? {};
      return code === undefined ? null : { code, ...(phone == null ? {} : { phone }) };
    });
  };
}

function station(row: Found | undefined): Json {
  return row ? { code: row.key, district: row.district, onDuty: row.on_duty === true } : null;
}

function officers(names: readonly string[], found: ReadonlyMap<string, Found>): Json {
  return Object.fromEntries(names.map((name) => [name, officer(found.get(`officer ${name}`))]));
}

// Whoever is an officer among other things counts as one.
function officer(row: Found | undefined): Json {
  const roles = row?.roles ?? [];
  const role = roles.includes('officer') ? 'officer' : roles[0];
  return row && role !== undefined ? { station: row.station, role } : null;
}

function textsIn(about: Json): string[] {
  if (typeof about === 'string') return [about];
  return Array.isArray(about) ? about.filter((item) => typeof item === 'string') : [];
}
