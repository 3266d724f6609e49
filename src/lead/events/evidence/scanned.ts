import { defineEvent, OneOf, Plain } from '../../../engine/definition/index.js';
import { system } from '../../roles.js';

/** `unscanned`: the office has said that it does without a scanner. */
const verdicts = ['clean', 'infected', 'unscanned'];

class Scan {
  @OneOf(verdicts, { zh: '结果', en: 'verdict' }) verdict!: string;
  @Plain({ zh: '查毒程序', en: 'scanner', optional: true }) scanner?: string;
  @Plain({ zh: '病毒名称', en: 'what was found', optional: true }) found?: string;
}

/** The scanner has answered: the file may be read, or never. */
export const scanned = defineEvent({
  type: 'evidence.scanned',
  title: { zh: '查毒结果', en: 'Evidence scanned' },
  roles: system,
  payload: Scan,
  effect: 'accompanies',
  example: { verdict: 'clean', scanner: 'clamd' },
  facts: ({ at, body }) => ({ scan: { ...body, at } }),
});
