import { describe, expect, it } from '@jest/globals';
import { faultsOf } from '../../src/engine/check.js';
import { leadCase } from '../../src/lead/lead.case.js';

describe('the definition of the lead', () => {
  it('has no fault the boot check knows of', () => {
    expect(faultsOf(leadCase)).toEqual([]);
  });
});
