import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Routes } from '../access/routes.js';
import { currentAdministration, currentBreakGlass, currentLead } from '../cases/definitions.js';
import { projectRoot } from '../config.js';
import { OneOf, type Sentence } from '../engine/definition/index.js';
import { language } from '../platform/problem-render.js';
import { buildDocument } from './build-document.js';

/** A document as it is sent. */
export interface Served {
  readonly text: string;
  /** Strong entity tag, in quotes. */
  readonly etag: string;
}

/** Query of the document and of the page that shows it. */
export class LanguageQuery {
  @OneOf(['zh', 'en'], {
    zh: '语言；不填则按 Accept-Language',
    en: 'language; else by Accept-Language',
    optional: true,
  })
  lang?: string;
}

/** The language asked for: by the query, else by the header; Chinese where neither says. */
export function chosenLanguage(query: LanguageQuery, acceptLanguage: string | undefined): keyof Sentence {
  return (query.lang ?? language(acceptLanguage)) === 'en' ? 'en' : 'zh';
}

/** The OpenAPI document of this process, built once per language. */
@Injectable()
export class Documents {
  private readonly built = new Map<keyof Sentence, Served>();

  constructor(@Inject(Routes) private readonly routes: Routes) {}

  /** The document in one language. */
  in(language: keyof Sentence): Served {
    const found = this.built.get(language);
    if (found) return found;
    const source = {
      routes: this.routes.all(),
      definition: currentLead,
      beside: [currentBreakGlass, currentAdministration],
      language,
      version: productVersion(),
    };
    const text = JSON.stringify(buildDocument(source));
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    const served = { text, etag };
    this.built.set(language, served);
    return served;
  }
}

function productVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  return String(version);
}
