import type { DataSource } from 'typeorm';
import { statement } from '../../platform/database.js';
import type { Principal } from '../principal.js';
import { stepUpRequired } from './problems.js';

/** How long ago somebody may have proved who they are for what needs a fresh sign-in, in seconds. */
export const FRESH_SIGN_IN_SECONDS = 300;

const IS_FRESH = {
  name: 'sign-in-is-fresh',
  text: 'select $1::timestamptz > now() - make_interval(secs => $2) as fresh',
};

/** Approving a return, revealing an identity and the like: by whoever proved who they are a moment ago. */
export class FreshSignIn {
  constructor(private readonly database: DataSource) {}

  /** Throws 403 `stepUpRequired` unless the caller proved who they are within five minutes, by the database's clock. */
  async assert({ authenticatedAt }: Principal): Promise<void> {
    const values = [authenticatedAt, FRESH_SIGN_IN_SECONDS];
    const [row] = await statement<{ fresh: boolean }>(this.database, IS_FRESH, values);
    if (row?.fresh !== true) throw stepUpRequired();
  }
}
