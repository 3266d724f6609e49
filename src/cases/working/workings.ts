import type { DataSource } from 'typeorm';
import type { AccessLog } from '../../access/access-log.js';
import { organisationNames } from '../../access/organisation-names.js';
import { partsShown } from '../../access/seen.js';
import { isAnnulled, type Part } from '../../engine/definition/index.js';
import type { Asking, Cases } from '../cases.js';
import { noSuchCase } from '../problems.js';
import { contactingOrgan } from '../slips/contact-sheet.js';
import { workingPage } from './page.js';
import { workingOf } from './working.js';

/** The workings of returns, printed for those they concern. */
export class Workings {
  constructor(
    private readonly ds: DataSource,
    private readonly cases: Cases,
    private readonly log: AccessLog,
    private readonly hotline: string,
  ) {}

  /** The working of one return as an HTML page; that it was taken is on record. Throws 404 when there is no such return for this person. */
  async page(asking: Asking, id: string, partId: string): Promise<string> {
    const { loaded, looking, now } = await this.cases.look(asking, id);
    const { file } = loaded;
    const part = partsShown(looking, file.parts).find((one) => one.id === partId);
    if (part?.kind !== 'return' || isAnnulled(part)) throw noSuchCase();
    const asset = file.parts.find((one) => one.id === part.facts['asset']);
    if (asking.area === 'bank' && !isKeptBy(asking, asset)) throw noSuchCase();
    const code = contactingOrgan(file);
    const organ = (await organisationNames(this.ds, [code])).get(code);
    await this.log.record(asking.principal, { act: 'exported', caseId: id, part: part.id });
    return workingPage(workingOf(part, file, looking, { organ, hotline: this.hotline, now }));
  }
}

/** The bank keeps the account; another one has no part in the return, though it may have reported the case. */
function isKeptBy({ principal }: Asking, asset: Part | undefined): boolean {
  return asset?.kind === 'account' && asset.facts['bank'] === principal.organisation.code;
}
