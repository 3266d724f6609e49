import type { DataSource } from 'typeorm';
import type { AccessLog } from '../../access/access-log.js';
import { organisationNames } from '../../access/organisation-names.js';
import { isShown } from '../../access/seen.js';
import { isAnnulled, type Json, type Part } from '../../engine/definition/index.js';
import { readSlipNumber } from '../../lead/slip-number.js';
import type { Asking, Cases } from '../cases.js';
import { noSlipOfIt, noSuchCase, noSuchSlip } from '../problems.js';
import { findSlipFor } from './find-slip.js';
import { issueSlip } from './issue-slip.js';
import { slipPage } from './page.js';
import { hasSlip, placeOf, slipOf } from './slip.js';

/** The slips that customers are given. Reading one issues its number; nothing of the case changes. */
export class Slips {
  constructor(
    private readonly ds: DataSource,
    private readonly cases: Cases,
    private readonly log: AccessLog,
    private readonly hotline: string,
  ) {}

  /** The slips of a case, with their numbers. Throws 404 for a case this person does not see. */
  async list(asking: Asking, id: string): Promise<Json[]> {
    const seen = await this.cases.look(asking, id);
    const items: Json[] = [];
    for (const part of partsWithSlip(seen, asking.area)) items.push(await this.item(asking, id, part));
    return items;
  }

  /** The slip of one part as an HTML page; that it was taken is on record. Throws 404 when there is no such slip for this person. */
  async page(asking: Asking, id: string, partId: string): Promise<string> {
    const seen = await this.cases.look(asking, id);
    const part = partsWithSlip(seen, asking.area).find((one) => one.id === partId);
    if (!part) throw noSuchCase();
    const { loaded, looking, now } = seen;
    const code = placeOf(part, loaded.file);
    const slip = slipOf(part, loaded.file, looking, {
      number: await issueSlip(this.ds, id, part.id),
      place: code === undefined ? undefined : (await organisationNames(this.ds, [code])).get(code),
      hotline: this.hotline,
      now,
    });
    await this.log.record(asking.principal, { act: 'exported', caseId: id, part: part.id });
    return slipPage(slip);
  }

  /**
   * Which matter a slip is about, and who is in charge of it: what 110 and the center answer to somebody who wants to know
   * whether a call was real. Throws 404 for a number that was never issued.
   */
  async find(asking: Asking, said: string): Promise<Json> {
    const number = readSlipNumber(said);
    const slip = number === undefined ? undefined : await findSlipFor(this.ds, asking.principal, number);
    if (!slip) throw noSuchSlip();
    const { loaded, looking } = await this.cases.look(asking, slip.case_id).catch(noSlipOfIt);
    const part = loaded.file.parts.find((one) => one.id === slip.part);
    const code = part && placeOf(part, loaded.file);
    const place = code === undefined ? undefined : (await organisationNames(this.ds, [code])).get(code);
    return {
      number: slip.number,
      case: slip.case_id,
      lead: looking.number,
      part: slip.part,
      kind: part?.kind ?? null,
      exercise: looking.definition.index(loaded.file).exercise,
      by: place ? place[asking.language] : null,
      phone: place?.phone ?? null,
    };
  }

  private async item({ area }: Asking, id: string, part: Part): Promise<Json> {
    const number = await issueSlip(this.ds, id, part.id);
    return { part: part.id, kind: part.kind, number, page: `/${area}/leads/${id}/slips/${part.id}` };
  }
}

type Looked = Awaited<ReturnType<Cases['look']>>;

function partsWithSlip({ loaded, looking }: Looked, area: string): Part[] {
  const { parts } = loaded.file;
  return parts.filter((part) => hasSlip(part, area) && !isAnnulled(part) && isShown(looking, part.id, parts));
}
