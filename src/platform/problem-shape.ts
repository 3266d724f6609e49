/** One sentence in both languages of the product. */
export interface Words {
  zh: string;
  en: string;
}

/** A rule that refused: its code, sentence and legal basis. */
export interface FailedRule {
  code: string;
  sentence: Words;
  basis: Words;
}

/** An event the caller may record instead, and the part it would be addressed to. */
export interface PossibleEvent {
  event: string;
  part?: string;
}

/** What is wrong with one field of the input. `field` is its path, such as `account.number`; empty: the body itself. */
export interface FieldError {
  field: string;
  message: Words;
}

/** What a problem says; see RFC 9457. `code` is stable and becomes the `type` `urn:lanjie:problem:<code>`. */
export interface ProblemFields {
  status: number;
  code: string;
  detail: Words;
  rules?: FailedRule[];
  possible?: PossibleEvent[];
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** Goes on with a sign-in whose password was right. */
  ticket?: string;
}

/** An answer other than success, in words; thrown anywhere, rendered once by the filter. */
export class Problem extends Error {
  override name = 'Problem';
  readonly fields: ProblemFields;

  constructor(fields: ProblemFields, cause?: unknown) {
    super(fields.detail.en, cause === undefined ? undefined : { cause });
    this.fields = fields;
  }

  get status(): number {
    return this.fields.status;
  }

  get code(): string {
    return this.fields.code;
  }
}

/** A property of a value of unknown shape, or undefined. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
