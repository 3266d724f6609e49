import type { Action } from '../engine/available.js';
import type { CaseDefinition, Json, Rule, Sentence } from '../engine/definition/index.js';
import { eventExample, eventSchema } from '../engine/event-body.js';
import { citation } from '../lead/law.js';

/** What somebody may or may not record, with the rules that failed and the JSON Schema of its body, in one language. */
export function actionView(action: Action, definition: CaseDefinition, language: keyof Sentence): Json {
  const { event, part, role, allowed, code, rules } = action;
  return {
    event: event.type,
    title: event.title[language],
    part: part ?? null,
    role,
    allowed,
    ...(code ? { code } : {}),
    ...(rules ? { rules: rules.map((rule) => ruleView(rule, language)) } : {}),
    ...(event.freshSignIn ? { freshSignIn: true } : {}),
    schema: eventSchema(definition, event, language),
    example: eventExample(definition, event),
  };
}

function ruleView({ code, sentence, basis }: Rule, language: keyof Sentence): Json {
  return { code, sentence: sentence[language], basis: citation(basis)[language] };
}
