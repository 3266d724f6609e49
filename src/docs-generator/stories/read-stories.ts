import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStory, type Story } from './story.js';

/** Every story of a folder by its name, in the order of names. Scenes with which they begin lie in its `scenes/`. */
export function readStories(folder: string): Map<string, Story> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
  return new Map(names.map((name) => [name, readStoryFile(folder, name)]));
}

/** One story of a folder. Throws with its name when it is none. */
export function readStoryFile(folder: string, name: string): Story {
  try {
    return readStory(parsed(join(folder, `${name}.json`)), (scene) => parsed(join(folder, 'scenes', `${scene}.json`)));
  } catch (error) {
    throw new Error(`the story ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parsed(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
