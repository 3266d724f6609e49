/** Why the process cannot start (or a command-line task cannot run): one sentence for the person at the keyboard. */
export class StartError extends Error {
  override name = 'StartError';
}
