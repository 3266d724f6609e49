import type { DataSource } from 'typeorm';
import { organisationNames } from '../../access/organisation-names.js';
import { mayRecordOn } from '../../access/policy.js';
import type { Json, Part } from '../../engine/definition/index.js';
import type { Asking, Cases } from '../cases.js';
import { noSuchCase } from '../problems.js';
import { issueSlip } from './issue-slip.js';
import { slipPage } from './page.js';
import { hasSlip, placeOf, slipOf } from './slip.js';

/** The slips that customers are given. Reading one issues its number; nothing of the case changes. */
export class Slips {
  constructor(
    private readonly ds: DataSource,
    private readonly cases: Cases,
    private readonly hotline: string,
  ) {}

  /** The slips of a case, with their numbers. Throws 404 for a case this person does not see. */
  async list(asking: Asking, id: string): Promise<Json[]> {
    const seen = await this.cases.look(asking, id);
    const items: Json[] = [];
    for (const part of partsWithSlip(seen)) items.push(await this.item(asking, id, part));
    return items;
  }

  /** The slip of one part as an HTML page. Throws 404 when there is no such slip for this person. */
  async page(asking: Asking, id: string, partId: string): Promise<string> {
    const seen = await this.cases.look(asking, id);
    const part = partsWithSlip(seen).find((one) => one.id === partId);
    if (!part) throw noSuchCase();
    const { loaded, looking, now } = seen;
    const code = placeOf(part, loaded.file);
    const slip = slipOf(part, loaded.file, looking, {
      number: await issueSlip(this.ds, id, part.id),
      place: code === undefined ? undefined : (await organisationNames(this.ds, [code])).get(code),
      hotline: this.hotline,
      now,
    });
    return slipPage(slip);
  }

  private async item({ area }: Asking, id: string, part: Part): Promise<Json> {
    const number = await issueSlip(this.ds, id, part.id);
    return { part: part.id, kind: part.kind, number, page: `/${area}/leads/${id}/slips/${part.id}` };
  }
}

type Looked = Awaited<ReturnType<Cases['look']>>;

function partsWithSlip({ loaded, looking }: Looked): Part[] {
  const { parts } = loaded.file;
  return parts.filter((part) => hasSlip(part) && mayRecordOn(looking.sight, part.id, parts));
}
