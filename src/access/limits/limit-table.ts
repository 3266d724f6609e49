/** So many in so many seconds. */
export interface Quota {
  readonly quota: number;
  /** Windows begin at whole multiples of it since 1970, by the database's clock. */
  readonly seconds: number;
}

/** Who a limit counts. `accountAtAddress`: so that nobody elsewhere can use up an account's sign-ins. */
export type Per = 'account' | 'organisation' | 'address' | 'accountAtAddress';

/** One limit. */
export interface Policy extends Quota {
  /** As `RateLimit-Policy` and the setting `LANJIE_LIMITS` name it. */
  readonly name: string;
  readonly per: Per;
  /** Each single one is counted in the database before it is granted; else a server takes them from there in lots. */
  readonly exact: boolean;
}

/** What is limited; see `Operation.limit`. */
export type LimitKind =
  | 'signIn'
  | 'public'
  | 'read'
  | 'write'
  | 'file'
  | 'reveal'
  | 'breakGlass'
  | 'export'
  | 'search'
  | 'refused';

function lots(name: string, per: Per, quota: number, seconds: number): Policy {
  return { name, per, quota, seconds, exact: false };
}

function singly(name: string, per: Per, quota: number, seconds: number): Policy {
  return { name, per, quota, seconds, exact: true };
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/**
 * Every limit, unless `LANJIE_LIMITS` says otherwise: far above what people do, and high enough for a bank whose own system
 * sends its leads. All of a kind must grant; they are asked in this order, so that one account cannot use up what its
 * organisation has.
 */
export const limitTable: Readonly<Record<LimitKind, readonly Policy[]>> = {
  signIn: [
    singly('sign-in-account', 'accountAtAddress', 30, 5 * MINUTE),
    singly('sign-in-address', 'address', 600, 5 * MINUTE),
  ],
  public: [lots('public-address', 'address', 1_200, MINUTE)],
  read: [lots('reads-account', 'account', 1_200, MINUTE), lots('reads-organisation', 'organisation', 30_000, MINUTE)],
  write: [lots('writes-account', 'account', 600, MINUTE), lots('writes-organisation', 'organisation', 12_000, MINUTE)],
  file: [lots('files-account', 'account', 240, MINUTE), lots('files-organisation', 'organisation', 2_400, MINUTE)],
  reveal: [singly('reveals-hour', 'account', 30, HOUR), singly('reveals-day', 'account', 200, DAY)],
  breakGlass: [singly('break-glass', 'account', 10, DAY)],
  // What reads every case, or all entries: nobody needs it often.
  export: [singly('exports-account', 'account', 120, HOUR)],
  search: [lots('searches-account', 'account', 120, MINUTE)],
  // A branch office whose tokens have all run out comes from one address.
  refused: [lots('refused-address', 'address', 1_200, MINUTE)],
};

/** The names that `LANJIE_LIMITS` may set. */
export const policyNames: readonly string[] = Object.values(limitTable).flatMap((policies) =>
  policies.map(({ name }) => name),
);

/** The table with other numbers for the limits named. */
export function limitsWith(settings: ReadonlyMap<string, Quota>): Readonly<Record<LimitKind, readonly Policy[]>> {
  const adjusted = (policies: readonly Policy[]) => policies.map((one) => ({ ...one, ...settings.get(one.name) }));
  return {
    signIn: adjusted(limitTable.signIn),
    public: adjusted(limitTable.public),
    read: adjusted(limitTable.read),
    write: adjusted(limitTable.write),
    file: adjusted(limitTable.file),
    reveal: adjusted(limitTable.reveal),
    breakGlass: adjusted(limitTable.breakGlass),
    export: adjusted(limitTable.export),
    search: adjusted(limitTable.search),
    refused: adjusted(limitTable.refused),
  };
}
